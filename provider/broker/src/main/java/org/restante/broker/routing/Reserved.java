package org.restante.broker.routing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.message.Envelope;

/** The properties that only the broker sets. What a client has put there is taken off when it sends the message. */
public final class Reserved {

    /** Of a copy that an operator made: the identifier of the original. */
    public static final String COPY_OF = "JMS_RESTANTE_COPY_OF";

    private static final String OWN = "JMS_RESTANTE_";
    private static final String USER = "JMSXUserID";

    /** All of them: the origin of a dead letter, what a copy was made of, and the user that sent a message. */
    private static final Set<String> NAMES = Set.of(
            Origin.ADDRESS,
            Origin.SUBSCRIPTION,
            Origin.CLIENT_ID,
            Origin.REASON,
            Origin.ATTEMPTS,
            Origin.TIME,
            Schedules.SCHEDULE,
            COPY_OF,
            USER);

    private Reserved() {}

    /** The message without these properties; the message itself if it has none. */
    static Envelope takeOff(Envelope message) {
        boolean suspected =
                message.hasProperties() && (message.hasPropertyStarting(OWN) || message.hasPropertyStarting(USER));
        if (!suspected) {
            return message;
        }
        Map<String, @Nullable Object> properties = new LinkedHashMap<>(message.properties());
        return properties.keySet().removeAll(NAMES) ? message.with(message.header(), properties) : message;
    }
}
