package org.restante.link;

import org.jspecify.annotations.Nullable;
import org.restante.message.Address;
import org.restante.message.MessageId;

/** What an operator asks of a broker. Where an answer is not {@link Reply.Done}, the request says which. */
public sealed interface AdminRequest extends Request {

    /**
     * Sets how a destination behaves, or all whose names match, instead of what was set under this very name before. A
     * subscription behaves as its topic.
     *
     * @param pattern a queue or topic, whose name may hold wildcards as {@link org.restante.message.NamePattern} has them
     * @param settings none to take back what was set
     */
    record Configure(Address pattern, Settings settings) implements AdminRequest {}

    /** Asks for all that is set. Answer: {@link Reply.Configured}. */
    record Configuration() implements AdminRequest {}

    /**
     * Sends messages of a dead-letter or expiry queue back to where they came from, as if never delivered. One that came from a
     * subscription goes to that subscription, and stays if it is gone. Answer: {@link Reply.Moved}.
     *
     * @param message null for all that wait now
     */
    record Retry(Address queue, @Nullable MessageId message) implements AdminRequest {}

    /** Moves a message that waits from one queue to another, which is made if it is not there. Answer: {@link Reply.Moved}. */
    record Move(Address from, Address to, MessageId message) implements AdminRequest {}
}
