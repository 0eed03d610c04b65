package org.restante.broker.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.Setting;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.NamePattern;

/**
 * The settings of all patterns, and the policies that result for destinations. Owned by the broker thread.
 *
 * <p>If several patterns match, each setting is taken from the most specific pattern that has it: the one with more levels given;
 * among equals an exact name, then the later in the alphabet.
 */
public final class Policies {

    /** The most patterns with settings; each change is checked against all destinations. */
    public static final int MAX_PATTERNS = 10_000;

    private static final Comparator<Address> WIDEST_FIRST = Comparator.<Address>comparingInt(
                    address -> NamePattern.of(address.name()).given())
            .thenComparing(address -> !NamePattern.of(address.name()).hasWildcard())
            .thenComparing(Address::toString);

    private final TreeMap<Address, Settings> settings = new TreeMap<>(WIDEST_FIRST);

    /** All patterns with their settings, the least specific first. */
    public Map<Address, Settings> all() {
        return new LinkedHashMap<>(settings);
    }

    public int size() {
        return settings.size();
    }

    /** Whether this destination, or exactly this pattern, has settings of its own. */
    public boolean has(Address pattern) {
        return settings.containsKey(pattern);
    }

    void set(Address pattern, Settings changed) {
        if (changed.isEmpty()) {
            settings.remove(pattern);
        } else {
            settings.put(pattern, changed);
        }
    }

    public Policy of(Address address) {
        List<Settings> matching = new ArrayList<>();
        if (address.equals(AdminRequest.SCHEDULES)) {
            return Policy.of(address, matching, true);
        }
        settings.forEach((pattern, set) -> {
            if (pattern.kind() == address.kind()
                    && NamePattern.of(pattern.name()).matches(address.name())) {
                matching.add(set);
            }
        });
        return Policy.of(address, matching, isLastStop(address));
    }

    /**
     * Whether messages are never dead-lettered from here. That holds for dead-letter and expiry queues, so that no message is moved
     * from one to the next, and for temporary destinations, which end with their connection.
     */
    private boolean isLastStop(Address address) {
        if (address.kind() != Address.Kind.QUEUE) {
            return address.kind().isTemporary();
        }
        if (isNamed(address.name(), Setting.DEAD_LETTER_QUEUE.standard(), NamePattern.of(">"))) {
            return true;
        }
        return settings.entrySet().stream().anyMatch(entry -> {
            NamePattern pattern = NamePattern.of(entry.getKey().name());
            return isNamed(address.name(), entry.getValue().get(Setting.DEAD_LETTER_QUEUE), pattern)
                    || isNamed(address.name(), entry.getValue().get(Setting.EXPIRY_QUEUE), pattern);
        });
    }

    /** Whether a setting names this queue for any destination that matches the pattern. */
    private static boolean isNamed(String queue, @Nullable String setting, NamePattern pattern) {
        if (setting == null || !setting.contains(Policy.NAME)) {
            return queue.equals(setting);
        }
        String before = setting.substring(0, setting.indexOf(Policy.NAME));
        String behind = setting.substring(setting.lastIndexOf(Policy.NAME) + Policy.NAME.length());
        return queue.length() > before.length() + behind.length()
                && queue.startsWith(before)
                && queue.endsWith(behind)
                && pattern.matches(queue.substring(before.length(), queue.length() - behind.length()));
    }
}
