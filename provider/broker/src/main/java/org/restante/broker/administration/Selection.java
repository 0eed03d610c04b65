package org.restante.broker.administration;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.Filter;
import org.restante.link.Tag;
import org.restante.message.Envelope;
import org.restante.selector.Selector;

/**
 * Goes over a part of what waits in one place, and hands on what is meant by a filter. Owned by the broker thread.
 *
 * <p>The trap: where an envelope must be read first it stops, and goes on from there later; what it comes to then may have changed
 * since it began.
 */
final class Selection {

    static final int MAX_LOOKED_AT = 10_000;
    private static final int MAX_READ = 1000;

    /** Takes what is meant. */
    interface Taker {
        /**
         * Takes a message that waits.
         *
         * @param envelope null if the taker did not ask for envelopes, and the filter needed none
         * @return whether another one is wanted
         */
        boolean take(MessageReference reference, @Nullable Envelope envelope);

        /** The part ends behind this one; null if nothing follows. */
        void end(@Nullable Tag last);
    }

    private final DeliveryQueue queue;
    private final Predicate<MessageReference> meant;
    private final @Nullable Selector selector;
    private final boolean reads;
    private final EnvelopeCache bodies;
    private final Taker taker;
    private int looked;
    private int read;

    /**
     * Over what is here.
     *
     * @param newest leaves out what came later
     * @param envelopes whether the taker wants envelopes
     * @throws RefusedException if the filter's selector is none
     */
    Selection(
            DeliveryQueue queue,
            Filter filter,
            long newest,
            long now,
            boolean envelopes,
            EnvelopeCache bodies,
            Taker taker) {
        this.queue = queue;
        this.selector = SelectorText.parse(filter.selector());
        this.reads = envelopes || selector != null;
        this.meant = reference -> isMeant(reference, filter, newest, now);
        this.bodies = bodies;
        this.taker = taker;
    }

    private static boolean isMeant(MessageReference reference, Filter filter, long newest, long now) {
        StoredMessage message = reference.message();
        return message.sequence() <= newest
                && (filter.inFlight() || !reference.isInFlight())
                && (filter.id() == null || message.hasId(filter.id()))
                && (filter.olderThan() == 0 || message.queuedAt() <= now - filter.olderThan());
    }

    /** Goes on behind this one; null from the start. */
    void from(@Nullable Tag after) {
        Tag last = after;
        MessageReference next = queue.behind(after);
        while (next != null) {
            if (looked == MAX_LOOKED_AT || read == MAX_READ) {
                taker.end(last);
                return;
            }
            looked++;
            last = next.tag();
            if (meant.test(next)) {
                Envelope envelope = reads ? next.message().envelope() : null;
                if (reads && envelope == null) {
                    readThenGoOn(next);
                    return;
                }
                if (!take(next, envelope)) {
                    taker.end(last);
                    return;
                }
            }
            next = queue.backlog().after(last);
        }
        taker.end(null);
    }

    private void readThenGoOn(MessageReference reference) {
        read++;
        bodies.fetch(reference.message(), (envelope, failure) -> {
            boolean isThere = State.find(queue, reference.tag()) == reference && meant.test(reference);
            if (envelope != null && isThere && !take(reference, envelope)) {
                taker.end(reference.tag());
            } else {
                from(reference.tag());
            }
        });
    }

    private boolean take(MessageReference reference, @Nullable Envelope envelope) {
        return (envelope != null && selector != null && !selector.matches(envelope)) || taker.take(reference, envelope);
    }
}
