package org.restante.broker.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.message.Envelope;

/**
 * Duplicate detection: the latest identifiers sent to each destination. Owned by the broker thread.
 *
 * <p>Identifiers are sorted by sequence, not by position in the log. When an identifier is written again, so that the beginning of
 * the log can be trimmed, it keeps its age.
 */
public final class Duplicates {

    /** The properties that may have the identifier of a message; the second is the one of ActiveMQ Artemis. */
    public static final List<String> PROPERTIES = List.of("JMS_RESTANTE_DUPLICATE_ID", "_AMQ_DUPL_ID");

    public static final int MAX_LENGTH = 256;

    /** The most identifiers of all destinations; beyond it, a new one replaces the oldest of its destination. */
    static final int MAX_REMEMBERED = 200_000;

    private final TreeMap<Integer, Window> windows = new TreeMap<>();
    private int size;

    /** An identifier, and a position of the log after which it was last written. */
    private static final class Entry {
        private final Change.Remembered remembered;
        private long writtenAfter;

        Entry(Change.Remembered remembered) {
            this.remembered = remembered;
        }
    }

    private static final class Window {
        private final TreeMap<Long, Entry> bySequence = new TreeMap<>();
        private final Map<String, Entry> byId = new HashMap<>();

        boolean add(Entry entry) {
            Entry before = byId.get(entry.remembered.id());
            if (before != null && before.remembered.sequence() >= entry.remembered.sequence()) {
                return false;
            }
            if (before != null) {
                bySequence.remove(before.remembered.sequence());
            }
            byId.put(entry.remembered.id(), entry);
            bySequence.put(entry.remembered.sequence(), entry);
            return before == null;
        }

        void removeOldest() {
            byId.remove(bySequence.pollFirstEntry().getValue().remembered.id());
        }
    }

    /**
     * The identifier of a message; null if it has none.
     *
     * @throws RefusedException if it is too long
     */
    public static @Nullable String idOf(Envelope message) {
        if (!message.hasProperties()) {
            return null;
        }
        for (String property : PROPERTIES) {
            Object value = message.property(property);
            if (value != null && value.toString().length() > MAX_LENGTH) {
                throw new RefusedException(
                        Problem.INVALID_MESSAGE,
                        "the property " + property + " has " + value.toString().length() + " characters; " + MAX_LENGTH
                                + " are the most");
            }
            if (value != null) {
                return value.toString();
            }
        }
        return null;
    }

    public boolean has(int destination, String id) {
        Window window = windows.get(destination);
        return window != null && window.byId.containsKey(id);
    }

    /** @param max how many identifiers this destination remembers */
    void remember(Change.Remembered remembered, int max) {
        Window window = windows.computeIfAbsent(remembered.destination(), any -> new Window());
        if (window.add(new Entry(remembered))) {
            size++;
        }
        shrink(window, max);
        if (size > MAX_REMEMBERED && window.bySequence.size() > 1) {
            window.removeOldest();
            size--;
        }
    }

    private void shrink(Window window, int max) {
        while (window.bySequence.size() > max) {
            window.removeOldest();
            size--;
        }
    }

    /** Applies new bounds of the destinations. */
    void fit(IntUnaryOperator max) {
        windows.forEach((destination, window) -> shrink(window, max.applyAsInt(destination)));
    }

    /** Whether a destination remembers an identifier. */
    public boolean hasAny(int destination) {
        return windows.containsKey(destination);
    }

    void forget(int destination) {
        Window window = windows.remove(destination);
        size -= window == null ? 0 : window.bySequence.size();
    }

    /** Records that the identifier has been written after this position of the log. */
    public void writtenAfter(Change.Remembered remembered, long position) {
        Window window = windows.get(remembered.destination());
        Entry entry = window == null ? null : window.byId.get(remembered.id());
        if (entry != null) {
            entry.writtenAfter = position;
        }
    }

    /** The next identifiers after this one, by destination and sequence. */
    public List<Change.Remembered> after(Change.@Nullable Remembered last, int max) {
        return walk(last, max, Long.MAX_VALUE);
    }

    /** The next identifiers after this one whose last entry may be before this position of the log. */
    public List<Change.Remembered> before(long position, Change.@Nullable Remembered last, int max) {
        return walk(last, max, position);
    }

    private List<Change.Remembered> walk(Change.@Nullable Remembered last, int max, long before) {
        List<Change.Remembered> found = new ArrayList<>();
        int from = last == null ? 0 : last.destination();
        for (Map.Entry<Integer, Window> window : windows.tailMap(from, true).entrySet()) {
            boolean isSame = last != null && window.getKey() == last.destination();
            long behind = isSame && last != null ? last.sequence() : Long.MIN_VALUE;
            for (Entry entry :
                    window.getValue().bySequence.tailMap(behind, false).values()) {
                if (found.size() == max) {
                    return found;
                }
                if (entry.writtenAfter < before) {
                    found.add(entry.remembered);
                }
            }
        }
        return found;
    }
}
