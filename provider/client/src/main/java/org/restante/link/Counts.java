package org.restante.link;

/**
 * The number of waiting messages in one place. {@code messages} counts all of them: ready for a consumer, in flight,
 * and delayed. Immutable.
 *
 * @param inFlight the messages delivered and not acknowledged
 * @param delayed the messages that wait for their delivery time or for the delay of a redelivery
 * @param bytes the size of all messages
 * @param oldest when the oldest message was queued, in milliseconds since the epoch; 0 if there is none
 */
public record Counts(long messages, long inFlight, long delayed, long bytes, int consumers, long oldest) {

    /** The number of messages that are not in flight. */
    public long undelivered() {
        return messages - inFlight;
    }
}
