package org.restante.link;

/**
 * How much waits in one place. Messages are all of them: those that wait for a consumer, those in flight, and those that wait for
 * a time.
 *
 * @param inFlight of the messages, those that are delivered and not acknowledged
 * @param delayed of the messages, those that wait for their delivery time or their turn after a redelivery
 * @param bytes the size of all messages
 * @param oldest when the oldest message was queued, in milliseconds since the epoch; 0 if there is none
 */
public record Counts(long messages, long inFlight, long delayed, long bytes, int consumers, long oldest) {

    /** Messages without those that are delivered and not acknowledged. */
    public long undelivered() {
        return messages - inFlight;
    }
}
