package org.restante.link;

import org.restante.message.Address;

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
}
