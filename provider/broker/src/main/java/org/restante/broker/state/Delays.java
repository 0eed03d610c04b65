package org.restante.broker.state;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;

/**
 * Delayed messages, the earliest first: they wait for the delivery time set by their producer, or for a redelivery delay. Owned by
 * the broker thread.
 *
 * <p>Redelivery times are stored here and not in the message, so other messages take no memory for them. The trap: they are part of
 * the sort order, so the time of a message must not change while it is in the set.
 */
public final class Delays {

    private final IdentityHashMap<MessageReference, Long> returned = new IdentityHashMap<>();
    private final TreeSet<MessageReference> byDue = new TreeSet<>(Comparator.<MessageReference>comparingLong(this::due)
            .thenComparingLong(MessageReference::sequence)
            .thenComparingInt(reference -> reference.owner().id()));

    /** When a delayed message is due, in milliseconds since the epoch. */
    public long due(MessageReference reference) {
        long due = dueAfterReturn(reference);
        return due == 0 ? reference.message().deliveryTime() : due;
    }

    /** When the redelivery delay of a message ends, in milliseconds since the epoch; 0 if it has none. */
    public long dueAfterReturn(MessageReference reference) {
        Long due = returned.isEmpty() ? null : returned.get(reference);
        return due == null ? 0 : due;
    }

    /** Delays a message until its delivery time. */
    void add(MessageReference reference) {
        reference.setDelayed(true);
        byDue.add(reference);
    }

    /** Delays a returned message until this time. */
    public void add(MessageReference reference, long due) {
        remove(reference);
        returned.put(reference, due);
        add(reference);
    }

    void remove(MessageReference reference) {
        if (reference.isDelayed()) {
            byDue.remove(reference);
            returned.remove(reference);
            reference.setDelayed(false);
        }
    }

    public boolean has(MessageReference reference) {
        return byDue.contains(reference);
    }

    /** Removes and returns the first message that is due; null if there is none. */
    public @Nullable MessageReference pollDue(long now) {
        if (next() > now) {
            return null;
        }
        MessageReference first = byDue.first();
        remove(first);
        return first;
    }

    /** When the first message is due; {@link Long#MAX_VALUE} if none is delayed. */
    public long next() {
        return byDue.isEmpty() ? Long.MAX_VALUE : due(byDue.first());
    }
}
