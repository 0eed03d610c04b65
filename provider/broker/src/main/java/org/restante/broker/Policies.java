package org.restante.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.NamePattern;

/**
 * What is set for which destinations. Owned by the broker thread.
 *
 * <p>Where several patterns match, the one with more given levels wins, setting by setting; among equals, an exact name, then
 * the later in the alphabet.
 */
final class Policies {

    /** More than anybody needs; each change is checked against all destinations. */
    static final int MOST = 10_000;

    private static final Comparator<Address> WIDEST_FIRST = Comparator.<Address>comparingInt(
                    address -> NamePattern.of(address.name()).given())
            .thenComparing(address -> !NamePattern.of(address.name()).hasWildcard())
            .thenComparing(Address::toString);

    private final TreeMap<Address, Settings> settings = new TreeMap<>(WIDEST_FIRST);

    /** Every pattern with its settings, the widest first. */
    Map<Address, Settings> all() {
        return new LinkedHashMap<>(settings);
    }

    int size() {
        return settings.size();
    }

    void set(Address pattern, Settings changed) {
        if (changed.isEmpty()) {
            settings.remove(pattern);
        } else {
            settings.put(pattern, changed);
        }
    }

    Policy of(Address address) {
        List<Settings> matching = new ArrayList<>();
        settings.forEach((pattern, set) -> {
            if (pattern.kind() == address.kind()
                    && NamePattern.of(pattern.name()).matches(address.name())) {
                matching.add(set);
            }
        });
        return Policy.of(address, matching);
    }
}
