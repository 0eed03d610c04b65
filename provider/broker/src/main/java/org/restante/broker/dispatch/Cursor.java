package org.restante.broker.dispatch;

import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.Backlog;
import org.restante.broker.backlog.GroupMark;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.state.DeliveryQueue;
import org.restante.message.Envelope;
import org.restante.selector.Selector;

/**
 * How far the consumers of one queue that share a selector have looked, so that nothing is looked at twice. Owned by the
 * broker thread.
 *
 * <p>What comes back behind it is looked at once more by itself, and not all that lies between. The trap: with a selector, a
 * message whose envelope is not in memory cannot be judged at once; until it has been read, the cursor stands still.
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

        void fetch(StoredMessage message, EnvelopeCache.Receiver receiver);

        void lookAgain(DeliveryQueue queue);
    }

    private final DeliveryQueue queue;
    private final Groups groups;
    private final @Nullable Selector selector;
    private final long[] next = new long[Backlog.HIGHEST + 1];
    private final Backlog again;
    private boolean awaits;

    /** The sequence of the message that was read last; none is 0. */
    private long read;

    private @Nullable Envelope readEnvelope;
    private int users;

    Cursor(DeliveryQueue queue, Groups groups, @Nullable Selector selector) {
        this.queue = queue;
        this.groups = groups;
        this.again = new Backlog(queue, null);
        this.selector = selector;
    }

    /** Whether it stands still until an envelope has been read. */
    boolean isWaiting() {
        return awaits;
    }

    void addUser() {
        users++;
    }

    boolean dropUser() {
        return --users == 0;
    }

    /** This can be delivered again. */
    void rewind(MessageReference reference) {
        int priority = reference.message().priority();
        if (reference.sequence() < next[priority] && again.find(priority, reference.sequence()) == null) {
            again.add(reference);
        }
    }

    /** This has gone. */
    void forget(MessageReference reference) {
        if (again.size() > 0) {
            again.remove(reference);
        }
    }

    /** The next to deliver to one of its consumers; null if there is none, or none yet. */
    @Nullable
    MessageReference next(ClientConsumer asking, Surroundings around) {
        for (int priority = Backlog.HIGHEST; priority >= 0 && !awaits; priority--) {
            MessageReference found = next(priority, asking, around);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable MessageReference next(int priority, ClientConsumer asking, Surroundings around) {
        while (!awaits) {
            MessageReference aside = groups.first(asking, priority);
            MessageReference reference = ahead(priority);
            if (reference == null || reference.sequence() > around.keptSequence()) {
                reference = null;
            }
            if (aside != null && (reference == null || aside.sequence() <= reference.sequence())) {
                if (isDeliverable(aside, around)) {
                    return aside;
                }
                groups.forget(aside);
            } else if (reference == null || isFor(reference, asking, around)) {
                return reference;
            }
        }
        return null;
    }

    private @Nullable MessageReference ahead(int priority) {
        MessageReference behind = again.atOrAfter(priority, 0);
        while (behind != null) {
            MessageReference there = queue.backlog().find(priority, behind.sequence());
            if (there != null) {
                return there; // perhaps not the same object: it may have been packed since
            }
            again.remove(behind); // nobody told
            behind = again.atOrAfter(priority, 0);
        }
        MessageReference reference = queue.backlog().atOrAfter(priority, next[priority]);
        if (reference != null) {
            next[priority] = reference.sequence();
        }
        return reference;
    }

    /** Whether to deliver it to whoever asks; if not, and nothing must be read first, it is passed. */
    private boolean isFor(MessageReference reference, ClientConsumer asking, Surroundings around) {
        if (!isDeliverable(reference, around)) {
            pass(reference);
            return false;
        }
        if (selector != null) {
            Envelope envelope = envelope(reference, around);
            if (envelope == null) {
                return false;
            }
            if (!selector.matches(envelope)) {
                pass(reference);
                return false;
            }
        }
        GroupMark mark = queue.groupOf(reference);
        return mark == null || isFree(reference, mark, asking, around);
    }

    /** Puts it aside for its group's consumer, unless that one does not want it: then it goes as if it had no group. */
    private boolean isFree(MessageReference reference, GroupMark mark, ClientConsumer asking, Surroundings around) {
        ClientConsumer taker = groups.taker(mark, asking);
        if (!groups.isAside(reference, taker)) {
            Selector theirs = taker.cursor().selector;
            if (theirs != null && taker.cursor() != this) {
                Envelope envelope = envelope(reference, around);
                if (envelope == null || !theirs.matches(envelope)) {
                    return envelope != null;
                }
            }
            groups.putAside(reference, mark, taker);
            if (taker != asking && taker.hasCredit()) {
                around.lookAgain(queue);
            }
        }
        pass(reference);
        return false;
    }

    private void pass(MessageReference reference) {
        int priority = reference.message().priority();
        if (reference.sequence() < next[priority]) {
            again.remove(reference);
        } else {
            next[priority] = reference.sequence() + 1;
        }
        if (reference.sequence() == read) {
            read = 0;
            readEnvelope = null;
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

    /** Null if it must be read first; the cursor then waits. */
    private @Nullable Envelope envelope(MessageReference reference, Surroundings around) {
        Envelope held = reference.sequence() == read
                ? readEnvelope
                : reference.message().envelope();
        if (held != null) {
            return held;
        }
        awaits = true;
        around.fetch(reference.message(), (found, failure) -> {
            awaits = false;
            read = reference.sequence();
            readEnvelope = found;
            if (found == null) {
                around.setAside(reference, failure);
            }
            around.lookAgain(queue);
        });
        return reference.sequence() == read ? readEnvelope : null;
    }
}
