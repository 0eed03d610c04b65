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

    /** Where scheduled messages wait between their copies; browse it to see them, each with the number of copies sent. */
    Address SCHEDULES = Address.queue("$schedules");

    /** Ends a schedule: no further copy of this message is sent. */
    record CancelSchedule(MessageId id) implements AdminRequest {}

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

    /**
     * Asks for queues, topics and subscriptions, in the order of their numbers. Answer: {@link Reply.Destinations}.
     *
     * @param only this one, and its subscriptions; null for all
     * @param after continue behind this number; 0 from the start
     */
    record Destinations(@Nullable Address only, int after) implements AdminRequest {}

    /** Asks what the broker is and does. Answer: {@link Reply.Info}. */
    record Info() implements AdminRequest {}

    /** Asks for the open links, in the order of their numbers. Answer: {@link Reply.Connections}. */
    record Connections(long after) implements AdminRequest {}

    /** Ends a link, as if it were lost: what it had in flight goes back. */
    record EndConnection(long id) implements AdminRequest {}

    /** Makes a queue or topic; if it is there already, that is fine. */
    record Create(Address address) implements AdminRequest {}

    /**
     * Takes a part of what waits out of a queue or subscription; to be asked again until there is no more. Answer: {@link
     * Reply.Purged}.
     *
     * @param id the number of the queue or subscription
     * @param inFlight whether what is delivered and not acknowledged goes, too
     * @param after continue behind this one; null from the start
     * @param newest leave what came later than this; {@link #ALL} at first, then as the last answer says
     */
    record Purge(int id, boolean inFlight, @Nullable Tag after, long newest) implements AdminRequest {}

    /** All that is there when the request is met. */
    long ALL = Long.MAX_VALUE;

    /**
     * Deletes a queue, or a topic with its subscriptions: takes a part of what waits out, and, with the last part, itself; to be
     * asked again until there is no more. Answer: {@link Reply.Purged}.
     *
     * @param force even if somebody consumes from it, or has messages in flight; what has consumers is then emptied and stays
     */
    record Delete(Address address, boolean force) implements AdminRequest {}
}
