package org.restante.link;

import org.restante.message.Envelope;

/** What a broker says unasked. */
public sealed interface Event {

    /**
     * A message for a consumer, within its credit.
     *
     * @param attempt 1 for the first delivery; 2 and more are redeliveries
     */
    record Delivery(int consumer, Tag tag, int attempt, Envelope message) implements Event {}

    /** The link is gone and no event follows; requests are refused from now on. */
    record Closed(String reason) implements Event {}
}
