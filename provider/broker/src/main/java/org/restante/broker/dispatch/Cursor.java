package org.restante.broker.dispatch;

import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.Backlog;
import org.restante.broker.backlog.GroupMark;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.state.DeliveryQueue;
import org.restante.message.Envelope;
import org.restante.selector.MessageFields;
import org.restante.selector.Selector;

/**
 * The position in a queue up to which messages have been offered to the consumers with one selector, so that no message is
 * examined twice. Owned by the broker thread.
 *
 * <p>A message that becomes deliverable again behind the position is remembered by itself; the position does not move back. The
 * trap: a selector needs the envelope. If it is not in memory, the cursor waits until it has been read.
 */
final class Cursor {

    /** The services of the broker that a cursor uses. */
    interface Environment {
        long now();

        /** What is left of this round; the cursor goes on in the next one when it is spent. */
        Slice slice();

        void expire(MessageReference reference);

        /** Settles a message whose log entry cannot be read, so that it is not offered again. */
        void setAside(MessageReference reference, String reason);

        void fetch(StoredMessage message, EnvelopeCache.Receiver receiver);

        void lookAgain(DeliveryQueue queue);
    }

    private final DeliveryQueue queue;
    private final Groups groups;
    private final @Nullable Selector selector;
    private final long[] next = new long[Backlog.HIGHEST + 1];
    private final Backlog rewound;
    private boolean reading;

    /** The sequence of the message whose envelope was read last; 0 for none. */
    private long lastRead;

    private @Nullable Envelope readEnvelope;
    private int users;

    Cursor(DeliveryQueue queue, Groups groups, @Nullable Selector selector) {
        this.queue = queue;
        this.groups = groups;
        this.rewound = new Backlog(queue, null);
        this.selector = selector;
    }

    /** Whether it waits until an envelope has been read. */
    boolean isWaiting() {
        return reading;
    }

    void addUser() {
        users++;
    }

    boolean dropUser() {
        return --users == 0;
    }

    /** A message can be delivered again. */
    void rewind(MessageReference reference) {
        int priority = reference.message().priority();
        if (reference.sequence() < next[priority] && rewound.find(priority, reference.sequence()) == null) {
            rewound.add(reference);
        }
    }

    /** A message has left the queue. */
    void forget(MessageReference reference) {
        if (rewound.size() > 0) {
            rewound.remove(reference);
        }
    }

    /** The next message for one of its consumers; null if there is none, or none until an envelope has been read or a slice begins. */
    @Nullable
    MessageReference next(ClientConsumer asking, Environment environment) {
        Backlog waiting = queue.backlog();
        for (int priority = Backlog.HIGHEST; priority >= 0 && !reading; priority--) {
            MessageReference found = waiting.has(priority) ? next(priority, asking, environment) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable MessageReference next(int priority, ClientConsumer asking, Environment environment) {
        while (!reading && !environment.slice().isSpent()) {
            environment.slice().spend(Slice.LOOK);
            MessageReference grouped = groups.first(asking, priority);
            MessageReference reference = candidate(priority);
            if (reference == null || !reference.message().isKept()) {
                reference = null;
            }
            if (grouped != null && (reference == null || grouped.sequence() <= reference.sequence())) {
                if (isDeliverable(grouped, environment)) {
                    return grouped;
                }
                groups.forget(grouped);
            } else if (reference == null || offer(reference, asking, environment)) {
                return reference;
            }
        }
        return null;
    }

    private @Nullable MessageReference candidate(int priority) {
        MessageReference behind = rewound.atOrAfter(priority, 0);
        while (behind != null) {
            MessageReference found = queue.backlog().find(priority, behind.sequence());
            if (found != null) {
                return found; // may be another object than before: packing ends objects
            }
            rewound.remove(behind); // it has left the queue
            behind = rewound.atOrAfter(priority, 0);
        }
        MessageReference reference = queue.backlog().atOrAfter(priority, next[priority]);
        if (reference != null) {
            next[priority] = reference.sequence();
        }
        return reference;
    }

    /**
     * Offers a message to a consumer. Returns whether to deliver it. If not, the cursor passes it, unless an envelope must be read
     * first.
     */
    private boolean offer(MessageReference reference, ClientConsumer asking, Environment environment) {
        if (!isDeliverable(reference, environment)) {
            pass(reference);
            return false;
        }
        if (selector != null) {
            Envelope envelope = envelope(reference, environment);
            if (envelope == null) {
                return false;
            }
            if (!matches(selector, envelope, environment)) {
                pass(reference);
                return false;
            }
        }
        GroupMark mark = queue.groupOf(reference);
        return mark == null || offerInGroup(reference, mark, asking, environment);
    }

    /**
     * Queues a message of a group for the group's consumer, unless the selector of that consumer does not match: then it is
     * delivered like a message without a group.
     */
    private boolean offerInGroup(
            MessageReference reference, GroupMark mark, ClientConsumer asking, Environment environment) {
        ClientConsumer groupConsumer = groups.consumerOf(mark, asking);
        if (!groups.isQueued(reference, groupConsumer)) {
            Selector groupSelector = groupConsumer.cursor().selector;
            if (groupSelector != null && groupConsumer.cursor() != this) {
                Envelope envelope = envelope(reference, environment);
                if (envelope == null || !matches(groupSelector, envelope, environment)) {
                    return envelope != null;
                }
            }
            groups.queue(reference, mark, groupConsumer);
            if (groupConsumer != asking && groupConsumer.hasCredit()) {
                environment.lookAgain(queue);
            }
        }
        pass(reference);
        return false;
    }

    private static boolean matches(Selector selector, Envelope envelope, Environment environment) {
        MessageFields fields = new MessageFields(envelope);
        boolean matches = selector.matches(fields);
        environment.slice().spend(fields.steps());
        return matches;
    }

    private void pass(MessageReference reference) {
        int priority = reference.message().priority();
        if (reference.sequence() < next[priority]) {
            rewound.remove(reference);
        } else {
            next[priority] = reference.sequence() + 1;
        }
        if (reference.sequence() == lastRead) {
            lastRead = 0;
            readEnvelope = null;
        }
    }

    private static boolean isDeliverable(MessageReference reference, Environment environment) {
        if (reference.isInFlight() || reference.isDelayed()) {
            return false;
        }
        if (reference.message().isExpired(environment.now())) {
            environment.expire(reference);
            return false;
        }
        return true;
    }

    /** Null if the envelope must be read first; the cursor waits for it. */
    private @Nullable Envelope envelope(MessageReference reference, Environment environment) {
        Envelope held = reference.sequence() == lastRead
                ? readEnvelope
                : reference.message().envelope();
        if (held != null) {
            return held;
        }
        reading = true;
        environment.fetch(reference.message(), (found, failure) -> {
            reading = false;
            lastRead = reference.sequence();
            readEnvelope = found;
            if (found == null) {
                environment.setAside(reference, failure);
            }
            environment.lookAgain(queue);
        });
        return reference.sequence() == lastRead ? readEnvelope : null;
    }
}
