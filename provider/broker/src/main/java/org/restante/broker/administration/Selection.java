package org.restante.broker.administration;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.dispatch.Slice;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.Filter;
import org.restante.link.Tag;
import org.restante.message.Envelope;
import org.restante.selector.MessageFields;
import org.restante.selector.Selector;

/**
 * A walk over part of a queue that hands the messages which match to a {@link Taker}. Owned by the broker thread.
 *
 * <p>A part ends after as many messages, reads or steps of its selector as take milliseconds.
 *
 * <p>The trap: where an envelope must be read first, the walk stops and goes on later; messages may have come, gone or been delivered
 * meanwhile.
 */
final class Selection {

    static final int MAX_LOOKED_AT = 10_000;
    private static final int MAX_READ = 1000;

    /** Takes the messages that match. */
    interface Taker {
        /**
         * Takes a message that waits.
         *
         * @param envelope null if nothing of this walk reads envelopes
         * @return whether another one is wanted
         */
        boolean take(MessageReference reference, @Nullable Envelope envelope);

        /** Whether to take a message also if it was acknowledged, moved or delivered while its envelope was read. */
        default boolean takesWhatIsGone() {
            return false;
        }

        /** The part ends behind this one; null if nothing follows. */
        void end(@Nullable Tag last);
    }

    /**
     * The messages that match.
     *
     * @param meant without regard to the selector
     * @param reads whether envelopes are read
     * @param maxLookedAt the number of messages after which the part ends
     */
    record Which(
            Predicate<MessageReference> meant, @Nullable Selector selector, boolean reads, int maxLookedAt) {

        /**
         * The messages that match a filter.
         *
         * @param newest the last sequence number that matches; later messages do not
         * @param envelopes whether the taker wants envelopes
         * @throws RefusedException if the filter's selector is invalid
         */
        static Which of(Filter filter, long newest, long now, boolean envelopes) {
            Selector selector = SelectorText.parse(filter.selector());
            Predicate<MessageReference> meant = reference -> isMeant(reference, filter, newest, now);
            return new Which(meant, selector, envelopes || selector != null, MAX_LOOKED_AT);
        }

        private static boolean isMeant(MessageReference reference, Filter filter, long newest, long now) {
            StoredMessage message = reference.message();
            return message.sequence() <= newest
                    && (filter.inFlight() || !reference.isInFlight())
                    && (filter.id() == null || message.hasId(filter.id()))
                    && (filter.olderThan() == 0 || message.queuedAt() <= now - filter.olderThan());
        }
    }

    private final DeliveryQueue queue;
    private final Which which;
    private final EnvelopeCache envelopes;
    private final Taker taker;
    private int looked;
    private int read;
    private long steps;

    Selection(DeliveryQueue queue, Which which, EnvelopeCache envelopes, Taker taker) {
        this.queue = queue;
        this.which = which;
        this.envelopes = envelopes;
        this.taker = taker;
    }

    /** Starts behind this place, or at the first message if it is null; goes on there after a read. */
    void from(@Nullable Tag after) {
        Tag last = after;
        MessageReference next = queue.behind(after);
        while (next != null) {
            if (looked == which.maxLookedAt || read == MAX_READ || steps > Slice.PART_STEPS) {
                taker.end(last);
                return;
            }
            looked++;
            last = next.tag();
            if (which.meant.test(next)) {
                Envelope envelope = which.reads ? next.message().envelope() : null;
                if (which.reads && envelope == null) {
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
        envelopes.fetch(reference.message(), (envelope, failure) -> {
            boolean isWanted = taker.takesWhatIsGone()
                    || (State.find(queue, reference.tag()) == reference && which.meant.test(reference));
            if (envelope != null && isWanted && !take(reference, envelope)) {
                taker.end(reference.tag());
            } else {
                from(reference.tag());
            }
        });
    }

    private boolean matches(@Nullable Envelope envelope) {
        if (envelope == null || which.selector == null) {
            return true;
        }
        MessageFields fields = new MessageFields(envelope);
        boolean matches = which.selector.matches(fields);
        steps += fields.steps();
        return matches;
    }

    private boolean take(MessageReference reference, @Nullable Envelope envelope) {
        return !matches(envelope) || taker.take(reference, envelope);
    }
}
