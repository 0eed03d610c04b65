package org.restante.link;

import java.util.List;
import java.util.Map;
import org.restante.message.Envelope;

/** A message from the broker that is not the answer to a request. Immutable. */
public sealed interface Event {

    /**
     * A message for a consumer, within its credit.
     *
     * @param attempt 1 for the first delivery; 2 and more are redeliveries
     */
    record Delivery(int consumer, Tag tag, int attempt, Envelope message) implements Event {}

    /**
     * A reconnecting link has found a broker that did not know its conversation. The consumers are open again with the
     * rest of their credit, and unanswered requests are repeated. The event is local to the client and is never sent
     * over a wire.
     *
     * @param lost deliveries that are no longer in flight; the broker may deliver these messages to any consumer
     * @param failed the consumers that could not be opened again, by number, with the reason
     */
    record Renewed(List<Tag> lost, Map<Integer, Reply.Refused> failed) implements Event {}

    /** The link has ended: no event follows, and further requests are refused. */
    record Closed(String reason) implements Event {

        /** The reason that stops reconnecting: a link closed with this text does not come back by itself. */
        public static final String BY_OPERATOR = "an operator ended this connection";
    }
}
