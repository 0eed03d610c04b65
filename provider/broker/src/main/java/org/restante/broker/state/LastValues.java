package org.restante.broker.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.link.Problem;
import org.restante.message.Envelope;

/**
 * The index of a last-value queue: its messages by the value of the property {@code lastValueKey}. Owned by the broker thread.
 *
 * <p>The trap: several messages may have the same value for a while, because messages in flight are not replaced.
 */
public final class LastValues {

    static final int MAX_LENGTH = 256;

    private final Map<String, List<MessageReference>> byValue = new HashMap<>();
    private final Map<Long, String> bySequence = new HashMap<>();

    /** The last value of a message; null if it has none, or if the value is too long. */
    static @Nullable String of(@Nullable String key, Envelope message) {
        Object value = key == null ? null : message.property(key);
        return value == null || value.toString().length() > MAX_LENGTH ? null : value.toString();
    }

    /**
     * Checks the length of a message's value.
     *
     * @throws RefusedException if the value of the message is too long
     */
    public static void check(@Nullable String key, Envelope message) {
        Object value = key == null ? null : message.property(key);
        if (value != null && value.toString().length() > MAX_LENGTH) {
            throw new RefusedException(
                    Problem.INVALID_MESSAGE,
                    "the property " + key + ", the lastValueKey of "
                            + message.header().destination() + ", has "
                            + value.toString().length() + " characters; " + MAX_LENGTH + " are the most");
        }
    }

    public void add(String value, MessageReference reference) {
        byValue.computeIfAbsent(value, any -> new ArrayList<>(1)).add(reference);
        bySequence.put(reference.sequence(), value);
    }

    void remove(MessageReference reference) {
        String value = bySequence.remove(reference.sequence());
        List<MessageReference> same = value == null ? null : byValue.get(value);
        if (same != null && same.remove(reference) && same.isEmpty()) {
            byValue.remove(value);
        }
    }

    boolean has(MessageReference reference) {
        return !bySequence.isEmpty() && bySequence.containsKey(reference.sequence());
    }

    /** The value of an indexed message; null if it has none. */
    public @Nullable String valueOf(MessageReference reference) {
        return bySequence.get(reference.sequence());
    }

    /** The messages with this value that wait and are not in flight. */
    List<MessageReference> waiting(String value) {
        List<MessageReference> same = byValue.getOrDefault(value, List.of());
        return same.stream().filter(reference -> !reference.isInFlight()).toList();
    }
}
