package org.restante.admin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.Filter;
import org.restante.message.MessageId;

/**
 * Which messages of a queue or subscription are meant, and how many at the most. Immutable; each method gives one that is narrower, or
 * wider by what is in flight.
 *
 * <pre>{@code
 * admin.queue("orders").purge(MessageFilter.all().selector("region = 'north'").olderThan(Duration.ofDays(7)));
 * }</pre>
 */
public final class MessageFilter {

    private static final MessageFilter ALL = new MessageFilter(Filter.ANY, AdminRequest.ALL);

    private final Filter filter;
    private final long most;

    private MessageFilter(Filter filter, long most) {
        this.filter = filter;
        this.most = most;
    }

    /** All that wait; also those that wait for a time, and none in flight. */
    public static MessageFilter all() {
        return ALL;
    }

    /**
     * One message.
     *
     * @param messageId the value of JMSMessageID, with or without its {@code ID:}
     * @throws IllegalArgumentException if the text is no message identifier of Restante's
     */
    public static MessageFilter one(String messageId) {
        return new MessageFilter(new Filter(parse(messageId), null, 0, true), AdminRequest.ALL);
    }

    static MessageId parse(String messageId) {
        MessageId id = MessageId.parse(messageId.startsWith("ID:") ? messageId : "ID:" + messageId);
        if (id == null) {
            throw new IllegalArgumentException("'" + messageId
                    + "' is no message identifier; it looks like ID:0badcafe-1-1, as sending or browsing shows it");
        }
        return id;
    }

    /** Those that match a message selector; the broker refuses one that is none. */
    public MessageFilter selector(String selector) {
        return new MessageFilter(new Filter(filter.id(), selector, filter.olderThan(), filter.inFlight()), most);
    }

    /**
     * Those that were queued so long ago, or longer, by the broker's clock. A message that was moved was queued when it was moved.
     *
     * @throws IllegalArgumentException if it is less than a millisecond
     */
    public MessageFilter olderThan(Duration age) {
        if (age.toMillis() < 1) {
            throw new IllegalArgumentException("an age of " + age + "; the least is a millisecond");
        }
        return new MessageFilter(new Filter(filter.id(), filter.selector(), age.toMillis(), filter.inFlight()), most);
    }

    /** Those in flight, too. */
    public MessageFilter withInFlight() {
        return new MessageFilter(new Filter(filter.id(), filter.selector(), filter.olderThan(), true), most);
    }

    /**
     * The first so many, in the order of dispatch.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public MessageFilter limit(long messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("a limit of " + messages + "; the least is 1");
        }
        return new MessageFilter(filter, messages);
    }

    Filter filter() {
        return filter;
    }

    long most() {
        return most;
    }

    /** The one message that is meant; null if it is not one by its identifier. */
    @Nullable
    MessageId id() {
        return filter.id();
    }
}
