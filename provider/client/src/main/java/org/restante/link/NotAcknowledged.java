package org.restante.link;

/** Why deliveries are not acknowledged whose broker has ended before. */
public final class NotAcknowledged {

    private NotAcknowledged() {}

    /** The reason, for so many messages. */
    public static String reason(int messages) {
        return (messages == 1 ? "1 message is" : messages + " messages are")
                + " not acknowledged: the broker that delivered them has ended meanwhile, so they go to another consumer or come"
                + " again, with JMSRedelivered; what else was to be acknowledged is";
    }
}
