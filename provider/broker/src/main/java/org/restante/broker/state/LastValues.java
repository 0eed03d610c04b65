package org.restante.broker.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.link.Problem;
import org.restante.message.Envelope;

/**
 * The index of a last-value queue: its messages by the value of the property {@code lastValueKey}. Owned by the broker thread.
 *
 * <p>The trap: a message in flight is not replaced at once, because its consumer has it. It leaves the index, and is dropped when
 * it comes back, whatever has become of the later message.
 */
public final class LastValues {

    static final int MAX_LENGTH = 256;

    private final Map<String, List<MessageReference>> byValue = new HashMap<>();
    private final Map<Long, String> bySequence = new HashMap<>();

    /** Messages that a later one has replaced while they were in flight. */
    private final Map<Long, Replaced> replaced = new LinkedHashMap<>();

    /**
     * A message that a later one has replaced.
     *
     * @param by the identifier of the later message
     */
    public record Replaced(MessageReference reference, String by) {}

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
        List<MessageReference> same = byValue.computeIfAbsent(value, any -> new ArrayList<>(1));
        same.removeIf(other -> isReplacedInFlight(other, reference));
        same.add(reference);
        bySequence.put(reference.sequence(), value);
    }

    /**
     * A message that waits is dropped by a change of its own, before the later one is stored. So one that is still here was in flight
     * then, also if the log does not show its delivery: while the disk is full deliveries are not logged.
     */
    private boolean isReplacedInFlight(MessageReference earlier, MessageReference later) {
        boolean isReplaced = earlier.sequence() < later.sequence();
        if (isReplaced) {
            bySequence.remove(earlier.sequence());
            addReplaced(earlier, later.message().id().toString());
        }
        return isReplaced;
    }

    public void addReplaced(MessageReference reference, String by) {
        replaced.put(reference.sequence(), new Replaced(reference, by));
    }

    void remove(MessageReference reference) {
        if (bySequence.isEmpty() && replaced.isEmpty()) {
            return; // most queues have no lastValueKey
        }
        replaced.remove(reference.sequence());
        String value = bySequence.remove(reference.sequence());
        List<MessageReference> same = value == null ? null : byValue.get(value);
        if (same != null && same.remove(reference) && same.isEmpty()) {
            byValue.remove(value);
        }
    }

    boolean has(MessageReference reference) {
        return bySequence.containsKey(reference.sequence()) || replaced.containsKey(reference.sequence());
    }

    /** The value of an indexed message; null if it has none, or is replaced. */
    public @Nullable String valueOf(MessageReference reference) {
        return bySequence.get(reference.sequence());
    }

    /** The identifier of the message that has replaced this one while it was in flight; null if none has. */
    public @Nullable String replacementOf(MessageReference reference) {
        Replaced found = replaced.get(reference.sequence());
        return found == null ? null : found.by;
    }

    /** The replaced messages that have come back. */
    List<Replaced> returned() {
        return replaced.isEmpty()
                ? List.of()
                : replaced.values().stream()
                        .filter(old -> !old.reference.isInFlight())
                        .toList();
    }

    /** The messages with this value that wait and are not in flight. */
    List<MessageReference> waiting(String value) {
        List<MessageReference> same = byValue.getOrDefault(value, List.of());
        return same.stream().filter(reference -> !reference.isInFlight()).toList();
    }
}
