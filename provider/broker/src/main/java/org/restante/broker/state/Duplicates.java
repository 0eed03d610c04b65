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
 * The identifiers by which destinations know what was sent to them before: for each destination the latest ones. Owned by the
 * broker thread.
 *
 * <p>They are in the order of their sequence, not in the order in which the log says them: what is said again later, so that the
 * log's beginning can go, is no younger for that.
 */
public final class Duplicates {

    /** The property that carries an identifier; the second is that of ActiveMQ Artemis. */
    public static final List<String> PROPERTIES = List.of("JMS_RESTANTE_DUPLICATE_ID", "_AMQ_DUPL_ID");

    public static final int MAX_LENGTH = 256;

    /** In the whole broker; then each new one takes the place of its destination's oldest. */
    static final int MAX_REMEMBERED = 200_000;

    private final TreeMap<Integer, Window> windows = new TreeMap<>();
    private int size;

    /** What was said last of one identifier, behind which position of the log. */
    private static final class Entry {
        private final Change.Remembered said;
        private long behind;

        Entry(Change.Remembered said) {
            this.said = said;
        }
    }

    private static final class Window {
        private final TreeMap<Long, Entry> bySequence = new TreeMap<>();
        private final Map<String, Entry> byId = new HashMap<>();

        boolean add(Entry entry) {
            Entry before = byId.get(entry.said.id());
            if (before != null && before.said.sequence() >= entry.said.sequence()) {
                return false;
            }
            if (before != null) {
                bySequence.remove(before.said.sequence());
            }
            byId.put(entry.said.id(), entry);
            bySequence.put(entry.said.sequence(), entry);
            return before == null;
        }

        void removeOldest() {
            byId.remove(bySequence.pollFirstEntry().getValue().said.id());
        }
    }

    /**
     * The identifier a message carries; null if it has none.
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

    /** @param most how many this destination remembers */
    void remember(Change.Remembered said, int most) {
        Window window = windows.computeIfAbsent(said.destination(), any -> new Window());
        if (window.add(new Entry(said))) {
            size++;
        }
        shrink(window, most);
        if (size > MAX_REMEMBERED && window.bySequence.size() > 1) {
            window.removeOldest();
            size--;
        }
    }

    private void shrink(Window window, int most) {
        while (window.bySequence.size() > most) {
            window.removeOldest();
            size--;
        }
    }

    /** What destinations remember may have changed. */
    void fit(IntUnaryOperator most) {
        windows.forEach((destination, window) -> shrink(window, most.applyAsInt(destination)));
    }

    void forget(int destination) {
        Window window = windows.remove(destination);
        size -= window == null ? 0 : window.bySequence.size();
    }

    /** It was said behind this position of the log. */
    public void lies(Change.Remembered said, long position) {
        Window window = windows.get(said.destination());
        Entry entry = window == null ? null : window.byId.get(said.id());
        if (entry != null) {
            entry.behind = position;
        }
    }

    /** The next in the order of destinations and sequences. */
    public List<Change.Remembered> after(Change.@Nullable Remembered last, int most) {
        return walk(last, most, Long.MAX_VALUE);
    }

    /** The same, of those that were said last before this position of the log, as far as is known. */
    public List<Change.Remembered> before(long position, Change.@Nullable Remembered last, int most) {
        return walk(last, most, position);
    }

    private List<Change.Remembered> walk(Change.@Nullable Remembered last, int most, long before) {
        List<Change.Remembered> found = new ArrayList<>();
        int from = last == null ? 0 : last.destination();
        for (Map.Entry<Integer, Window> window : windows.tailMap(from, true).entrySet()) {
            boolean isSame = last != null && window.getKey() == last.destination();
            long behind = isSame && last != null ? last.sequence() : Long.MIN_VALUE;
            for (Entry entry :
                    window.getValue().bySequence.tailMap(behind, false).values()) {
                if (found.size() == most) {
                    return found;
                }
                if (entry.behind < before) {
                    found.add(entry.said);
                }
            }
        }
        return found;
    }
}
