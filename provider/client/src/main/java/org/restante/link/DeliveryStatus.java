package org.restante.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.Decoder;
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

    /** The states of a delivery, each with its code on disk. A code is never used again for another state. */
    public enum State {
        /** Waits for a consumer. */
        QUEUED(0),
        /** Handed to a consumer, not yet acknowledged. */
        DELIVERED(1),
        /** Given back: by a rollback, a recover, or the end of its session. */
        RETURNED(2),
        /** Processed; gone. */
        ACKNOWLEDGED(3),
        /** Its time to live ended first; gone. */
        EXPIRED(4),
        /** Set aside, with a reason. */
        DEAD_LETTERED(5),
        /** Moved elsewhere by an operator. */
        MOVED(6),
        /** Deleted by an operator, or with its subscription. */
        PURGED(7);

        private static final State[] ALL = values(); // values() makes a copy each time

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** The code on disk. */
        public int code() {
            return code;
        }

        /**
         * The state with a code.
         *
         * @throws Decoder.MalformedException if no state has this code
         */
        public static State of(int code) {
            for (State state : ALL) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new Decoder.MalformedException("no delivery state has the code " + code);
        }

        /** Whether the message is gone from there. */
        public boolean isFinal() {
            return this != QUEUED && this != DELIVERED && this != RETURNED;
        }
    }
}
