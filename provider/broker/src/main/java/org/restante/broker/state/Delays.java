package org.restante.broker.state;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;

/**
 * What waits for a time, soonest first: for the delivery time that its producer gave it, or for its turn after it was given
 * back. Owned by the broker thread.
 *
 * <p>The trap: when a message is due that was given back is remembered here, so that messages which never were pay nothing;
 * the order rests on it, so it must not change while the message is in the set.
 */
public final class Delays {

    private final IdentityHashMap<MessageReference, Long> returned = new IdentityHashMap<>();
    private final TreeSet<MessageReference> soonest =
            new TreeSet<>(Comparator.<MessageReference>comparingLong(this::due)
                    .thenComparingLong(MessageReference::sequence)
                    .thenComparingInt(reference -> reference.owner().id()));

    /** When a message is due that waits for a time, in milliseconds since the epoch. */
    public long due(MessageReference reference) {
        long due = dueAfterReturn(reference);
        return due == 0 ? reference.message().deliveryTime() : due;
    }

    /** When a message is due that was given back, in milliseconds since the epoch; 0 if it does not wait for that. */
    public long dueAfterReturn(MessageReference reference) {
        Long due = returned.isEmpty() ? null : returned.get(reference);
        return due == null ? 0 : due;
    }

    /** The message waits for its delivery time. */
    void add(MessageReference reference) {
        reference.delay(true);
        soonest.add(reference);
    }

    /** The message was given back, and waits until this time. */
    public void add(MessageReference reference, long due) {
        remove(reference);
        returned.put(reference, due);
        add(reference);
    }

    void remove(MessageReference reference) {
        if (reference.isDelayed()) {
            soonest.remove(reference);
            returned.remove(reference);
            reference.delay(false);
        }
    }

    public boolean has(MessageReference reference) {
        return soonest.contains(reference);
    }

    /** Takes out one that is due; null if there is none. */
    public @Nullable MessageReference pollDue(long now) {
        if (next() > now) {
            return null;
        }
        MessageReference first = soonest.first();
        remove(first);
        return first;
    }

    /** When the first is due; {@link Long#MAX_VALUE} if none waits. */
    public long next() {
        return soonest.isEmpty() ? Long.MAX_VALUE : due(soonest.first());
    }
}
