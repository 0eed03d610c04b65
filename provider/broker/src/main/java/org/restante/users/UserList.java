package org.restante.users;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The users in a file, with their hashes. Immutable. */
final class UserList {

    /** In place of a hash, for a user without a password. */
    static final String CERTIFICATE = "certificate";

    private final Map<String, PasswordHash> hashes;
    private final int most;

    private UserList(Map<String, PasswordHash> hashes) {
        this.hashes = hashes;
        this.most = hashes.values().stream()
                .mapToInt(PasswordHash::iterations)
                .max()
                .orElse(PasswordHash.ITERATIONS);
    }

    /**
     * Reads a file's text.
     *
     * @throws IllegalArgumentException if a line is invalid, or names a user again; the message has its number
     */
    static UserList parse(String text) {
        Map<String, PasswordHash> hashes = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    add(hashes, line);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + number + " " + e.getMessage(), e);
                }
            }
        }
        return new UserList(hashes);
    }

    private static void add(Map<String, PasswordHash> hashes, String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(0, colon));
        checkName(name);
        String word = line.substring(colon + 1);
        PasswordHash hash =
                word.equals(CERTIFICATE) ? PasswordHash.ofNobody(PasswordHash.ITERATIONS) : PasswordHash.parse(word);
        if (hashes.put(name, hash) != null) {
            throw new IllegalArgumentException("names '" + name + "' a second time; keep one line for each user");
        }
    }

    static void checkName(String name) {
        boolean isPlain = name.chars().noneMatch(c -> c == ':' || Character.isISOControl(c));
        if (name.isEmpty() || !name.equals(name.strip()) || name.startsWith("#") || !isPlain) {
            throw new IllegalArgumentException("has '" + name + "' where a user's name is due: at least one character, "
                    + "no colon, no # in front, no blank at either end");
        }
    }

    boolean has(String name) {
        return hashes.containsKey(name);
    }

    /** The entry of a user; null if the file does not name the user. */
    @Nullable
    PasswordHash line(String name) {
        return hashes.get(name);
    }

    /** Whether a user has this password. It takes as long for a user who does not exist. */
    boolean matches(String name, String password) {
        PasswordHash known = hashes.get(name);
        PasswordHash tried = known == null ? PasswordHash.ofNobody(most) : known;
        boolean isSame = tried.matches(password);
        if (tried.iterations() < most) {
            isSame &= !PasswordHash.ofNobody(most - tried.iterations()).matches(password);
        }
        return isSame;
    }
}
