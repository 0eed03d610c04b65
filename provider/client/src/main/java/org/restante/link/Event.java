package org.restante.link;

import java.util.List;
import java.util.Map;
import org.restante.message.Envelope;

/** What a broker says unasked. */
public sealed interface Event {

    /**
     * A message for a consumer, within its credit.
     *
     * @param attempt 1 for the first delivery; 2 and more are redeliveries
     */
    record Delivery(int consumer, Tag tag, int attempt, Envelope message) implements Event {}

    /**
     * A link that comes back by itself has found a broker that did not know its conversation: consumers are open again, with
     * what was left of their credit; requests without an answer are asked again. It never crosses a wire.
     *
     * @param lost what was delivered and is in flight no more; it waits for whoever gets it next
     * @param failed consumers that could not be opened again, by their numbers, and why
     */
    record Renewed(List<Tag> lost, Map<Integer, Reply.Refused> failed) implements Event {}

    /** The link is gone and no event follows; requests are refused from now on. */
    record Closed(String reason) implements Event {

        /** The reason that is meant to last: who is told it does not come back by itself. */
        public static final String BY_OPERATOR = "an operator ended this connection";
    }
}
