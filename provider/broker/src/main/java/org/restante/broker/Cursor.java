package org.restante.broker;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.restante.message.Envelope;
import org.restante.selector.Selector;

/**
 * How far the consumers of one queue that share a selector have looked, so that nothing is looked at twice. Owned by the
 * broker thread.
 *
 * <p>The trap: with a selector, a message whose envelope is not in memory cannot be judged at once; until it has been read, the
 * cursor stands still.
 */
final class Cursor {

    /** What a cursor asks of its surroundings. */
    interface Surroundings {
        /** Messages up to this sequence are kept, and may be delivered. */
        long keptSequence();

        long now();

        void expire(MessageReference reference);

        /** Takes a message out of the way whose bytes cannot be read. */
        void setAside(MessageReference reference, String reason);

        void fetch(StoredMessage message, Bodies.Receiver receiver);

        void lookAgain(DeliveryQueue queue);
    }

    private final DeliveryQueue queue;
    private final @Nullable Selector selector;
    private final long[] next = new long[Backlog.HIGHEST + 1];
    private @Nullable MessageReference awaited;
    private @Nullable MessageReference matched;
    private int users;

    Cursor(DeliveryQueue queue, @Nullable Selector selector) {
        this.queue = queue;
        this.selector = selector;
    }

    /** Whether it stands still until an envelope has been read. */
    boolean isWaiting() {
        return awaited != null;
    }

    void addUser() {
        users++;
    }

    boolean dropUser() {
        return --users == 0;
    }

    /** Something at or before this place can be delivered again. */
    void rewind(MessageReference reference) {
        int priority = reference.message().priority();
        next[priority] = Math.min(next[priority], reference.sequence());
    }

    void rewindAll() {
        Arrays.fill(next, 0);
    }

    /** The next to deliver; null if there is none, or none yet. */
    @Nullable
    MessageReference next(Surroundings around) {
        for (int priority = Backlog.HIGHEST; priority >= 0 && awaited == null; priority--) {
            MessageReference found = next(priority, around);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable MessageReference next(int priority, Surroundings around) {
        while (true) {
            MessageReference reference = queue.backlog().atOrAfter(priority, next[priority]);
            if (reference == null || reference.sequence() > around.keptSequence()) {
                return null;
            }
            next[priority] = reference.sequence();
            if (isDeliverable(reference, around)) {
                if (selector == null || reference == matched || isMatch(selector, reference, around)) {
                    return reference;
                }
                if (awaited != null) {
                    return null;
                }
            }
            next[priority] = reference.sequence() + 1;
        }
    }

    private static boolean isDeliverable(MessageReference reference, Surroundings around) {
        if (reference.isInFlight() || reference.isDelayed()) {
            return false;
        }
        if (reference.message().isExpired(around.now())) {
            around.expire(reference);
            return false;
        }
        return true;
    }

    private boolean isMatch(Selector wanted, MessageReference reference, Surroundings around) {
        Envelope envelope = reference.message().envelope();
        if (envelope != null) {
            return wanted.matches(envelope);
        }
        awaited = reference;
        around.fetch(reference.message(), (read, failure) -> {
            awaited = null;
            if (read == null) {
                around.setAside(reference, failure);
            } else if (wanted.matches(read)) {
                matched = reference;
            } else {
                passOver(reference);
            }
            around.lookAgain(queue);
        });
        return false;
    }

    private void passOver(MessageReference reference) {
        int priority = reference.message().priority();
        if (next[priority] == reference.sequence()) {
            next[priority]++;
        }
    }
}
