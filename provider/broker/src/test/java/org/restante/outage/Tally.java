package org.restante.outage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What was sent and what was received of it, by the texts of the messages. Any thread may use it. */
final class Tally {

    private final String name;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Integer> received = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> unflagged = new ConcurrentHashMap<>();

    Tally(String name) {
        this.name = name;
    }

    void sent(String text) {
        sent.add(text);
    }

    void received(String text, boolean redelivered) {
        received.merge(text, 1, Integer::sum);
        if (!redelivered) {
            unflagged.merge(text, 1, Integer::sum);
        }
    }

    int sent() {
        return sent.size();
    }

    boolean isComplete() {
        return received.keySet().containsAll(sent);
    }

    Set<String> missing() {
        Set<String> missing = new TreeSet<>(sent);
        missing.removeAll(received.keySet());
        return missing;
    }

    /** Everything came, and nothing twice. */
    void assertExact() {
        assertEquals(Set.of(), missing(), name + ": lost");
        assertEquals(Map.of(), repeated(received), name + ": twice");
    }

    /** Everything came, and what came twice says so itself. */
    void assertNothingLost() {
        assertEquals(Set.of(), missing(), name + ": lost");
        assertEquals(Map.of(), repeated(unflagged), name + ": twice as if new");
    }

    private static Map<String, Integer> repeated(Map<String, Integer> counts) {
        Map<String, Integer> repeated = new TreeMap<>(counts);
        repeated.values().removeIf(count -> count == 1);
        return repeated;
    }

    @Override
    public String toString() {
        return name + ": " + sent.size() + " sent, " + received.size() + " received";
    }
}
