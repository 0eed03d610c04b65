package org.restante.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.MessageId;

/**
 * What has become of a message for one queue, or one subscription of its topic; each step with its time, oldest first.
 *
 * @param subscription the subscription's name; null for a queue, and for a subscription without a name
 */
public record DeliveryStatus(
        MessageId id, Address destination, @Nullable String subscription, List<Step> steps) {

    /** The last step tells how it stands. */
    public State state() {
        return steps.get(steps.size() - 1).state();
    }

    /**
     * One step.
     *
     * @param time milliseconds since the epoch
     * @param attempt which delivery it was, from 1; 0 where none was involved
     * @param consumer who it was delivered to; null where nobody was involved
     * @param clientId that consumer's client identifier, if it has one
     * @param reason why, for the states that have a reason
     */
    public record Step(
            State state,
            long time,
            int attempt,
            @Nullable String consumer,
            @Nullable String clientId,
            @Nullable String reason) {}

    /** The states of a delivery. Their order is part of the encoding on disk: new ones go to the end. */
    public enum State {
        /** Waits for a consumer. */
        QUEUED,
        /** Handed to a consumer, not yet acknowledged. */
        DELIVERED,
        /** Given back: by a rollback, a recover, or the end of its session. */
        RETURNED,
        /** Processed; gone. */
        ACKNOWLEDGED,
        /** Its time to live ended first; gone. */
        EXPIRED,
        /** Set aside; the reason says why. */
        DEAD_LETTERED,
        /** Moved elsewhere by an operator. */
        MOVED,
        /** Deleted by an operator, or with its subscription. */
        PURGED;

        /** Whether the message is gone from there. */
        public boolean isFinal() {
            return this != QUEUED && this != DELIVERED && this != RETURNED;
        }
    }
}
