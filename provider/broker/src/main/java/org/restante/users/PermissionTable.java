package org.restante.users;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.NamePattern;

/** The permissions in a file at some time. Immutable. */
final class PermissionTable {

    private static final String EVERYBODY = "*";
    private static final String EVERYTHING = "everything";
    private static final String GROUP = "@";

    /** @param where null for the broker as a whole */
    private record Rule(
            String who, Set<Action> actions, @Nullable Address where) {}

    private final Map<String, Set<String>> groups = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    private PermissionTable() {}

    /**
     * Reads a file's text.
     *
     * @throws IllegalArgumentException if a line is invalid; the message has its number
     */
    static PermissionTable parse(String text) {
        PermissionTable table = new PermissionTable();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                try {
                    table.add(line.strip());
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + number + " " + e.getMessage(), e);
                }
            }
        }
        table.checkGroups();
        return table;
    }

    private void add(String line) {
        if (line.startsWith("group ")) {
            addGroup(line.substring("group ".length()));
            return;
        }
        String[] words = line.split("\\s+", 4);
        if (words.length != 4 || !words[0].equals("allow")) {
            throw new IllegalArgumentException(
                    "is neither 'allow WHO ACTION[,ACTION...] WHERE' nor 'group NAME = USER[, USER...]'");
        }
        rules.add(new Rule(words[1], Action.read(words[2]), where(words[3])));
    }

    private static @Nullable Address where(String word) {
        if (word.equals(EVERYTHING)) {
            return null;
        }
        Address address = Address.parse(word);
        if (address.kind().isTemporary()) {
            throw new IllegalArgumentException(
                    "names the temporary destination '" + word + "'; whoever may connect may use those");
        }
        return address;
    }

    private void addGroup(String line) {
        String[] parts = line.split("=", 2);
        String name = parts[0].strip();
        if (parts.length != 2 || name.isEmpty() || name.contains(" ")) {
            throw new IllegalArgumentException("is no 'group NAME = USER[, USER...]'");
        }
        Set<String> members = Stream.of(parts[1].split(","))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (groups.put(name, members) != null) {
            throw new IllegalArgumentException("defines the group '" + name + "' a second time; keep one line for it");
        }
    }

    private void checkGroups() {
        for (Rule rule : rules) {
            if (rule.who().startsWith(GROUP) && !groups.containsKey(rule.who().substring(1))) {
                throw new IllegalArgumentException("allows something to '" + rule.who()
                        + "', but there is no line 'group " + rule.who().substring(1) + " = ...'");
            }
        }
    }

    /**
     * Whether a user has the permission for an action at a destination, or at all destinations that a pattern matches.
     *
     * @param user empty for a user without a name
     * @param where null for the broker as a whole
     */
    boolean allows(String user, Action action, @Nullable Address where) {
        return rules.stream()
                .anyMatch(rule ->
                        rule.actions().contains(action) && isMeant(rule.who(), user) && covers(rule.where(), where));
    }

    /** Whether a user has the permission for an action anywhere. */
    boolean allowsSomewhere(String user, Action action) {
        return rules.stream().anyMatch(rule -> rule.actions().contains(action) && isMeant(rule.who(), user));
    }

    private boolean isMeant(String who, String user) {
        if (who.startsWith(GROUP)) {
            return groups.getOrDefault(who.substring(1), Set.of()).contains(user);
        }
        return who.equals(EVERYBODY) || who.equals(user);
    }

    private static boolean covers(@Nullable Address allowed, @Nullable Address asked) {
        if (allowed == null) {
            return true;
        }
        return asked != null
                && asked.kind() == allowed.kind()
                && (allowed.name().equals(asked.name())
                        || covers(
                                NamePattern.of(allowed.name()).levels(),
                                NamePattern.of(asked.name()).levels()));
    }

    private static boolean covers(List<String> allowed, List<String> asked) {
        for (int i = 0; i < allowed.size(); i++) {
            String level = allowed.get(i);
            if (level.equals(NamePattern.REST) && i == allowed.size() - 1) {
                return asked.size() > i;
            }
            boolean isOpenEnd = i == asked.size() - 1 && asked.get(i).equals(NamePattern.REST);
            if (i >= asked.size() || isOpenEnd || !(level.equals(NamePattern.ONE) || level.equals(asked.get(i)))) {
                return false;
            }
        }
        return asked.size() == allowed.size();
    }
}
