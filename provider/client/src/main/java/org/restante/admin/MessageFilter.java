package org.restante.admin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.Filter;
import org.restante.message.MessageId;

/**
 * Selects messages of a queue or subscription and limits their number. Immutable; each method returns a new filter.
 * {@link #withInFlight} selects more messages, all others fewer.
 *
 * <pre>{@code
 * admin.queue("orders").purge(MessageFilter.all().selector("region = 'north'").olderThan(Duration.ofDays(7)));
 * }</pre>
 */
public final class MessageFilter {

    private static final MessageFilter ALL = new MessageFilter(Filter.ANY, AdminRequest.ALL);

    private final Filter filter;
    private final long limit;

    private MessageFilter(Filter filter, long limit) {
        this.filter = filter;
        this.limit = limit;
    }

    /** All waiting messages, including delayed ones, without those in flight. */
    public static MessageFilter all() {
        return ALL;
    }

    /**
     * One message, also if it is in flight.
     *
     * @param messageId the value of JMSMessageID, with or without its {@code ID:}
     * @throws IllegalArgumentException if the text is not a message identifier of Restante
     */
    public static MessageFilter one(String messageId) {
        return new MessageFilter(new Filter(parse(messageId), null, 0, true), AdminRequest.ALL);
    }

    static MessageId parse(String messageId) {
        MessageId id = MessageId.parse(messageId.startsWith("ID:") ? messageId : "ID:" + messageId);
        if (id == null) {
            throw new IllegalArgumentException("'" + messageId
                    + "' is not a message identifier; it looks like ID:0badcafe-1-1, as sending or browsing shows it");
        }
        return id;
    }

    /** Only messages that match a message selector; the broker refuses an invalid one. */
    public MessageFilter selector(String selector) {
        return new MessageFilter(new Filter(filter.id(), selector, filter.olderThan(), filter.inFlight()), limit);
    }

    /**
     * Only messages that were queued at least this long ago, by the broker's clock. A moved message was queued when it
     * was moved.
     *
     * @throws IllegalArgumentException if the age is less than one millisecond
     */
    public MessageFilter olderThan(Duration age) {
        if (age.toMillis() < 1) {
            throw new IllegalArgumentException("the age is " + age + "; use 1 ms or more");
        }
        return new MessageFilter(new Filter(filter.id(), filter.selector(), age.toMillis(), filter.inFlight()), limit);
    }

    /** Includes messages in flight. */
    public MessageFilter withInFlight() {
        return new MessageFilter(new Filter(filter.id(), filter.selector(), filter.olderThan(), true), limit);
    }

    /**
     * Only the first messages, in the order of dispatch.
     *
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public MessageFilter limit(long messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("the limit is " + messages + "; use 1 or more");
        }
        return new MessageFilter(filter, messages);
    }

    Filter filter() {
        return filter;
    }

    long limit() {
        return limit;
    }

    /** The identifier of the one selected message; null if the filter does not select by identifier. */
    @Nullable
    MessageId id() {
        return filter.id();
    }
}
