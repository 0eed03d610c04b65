package org.restante.broker.routing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/**
 * The origin of a message in a dead-letter or expiry queue, stored in the message's properties. They begin with {@code
 * JMS_RESTANTE_}, so selectors can use them.
 *
 * @param address the queue or topic that the message was taken from
 * @param clientId the client identifier of the subscription; null if it has none
 * @param subscription the subscription's name; null for a queue, and for a subscription without a name
 */
public record Origin(
        Address address,
        @Nullable String clientId,
        @Nullable String subscription) {

    static final String ADDRESS = "JMS_RESTANTE_ORIGIN";
    static final String SUBSCRIPTION = "JMS_RESTANTE_ORIGIN_SUBSCRIPTION";
    static final String CLIENT_ID = "JMS_RESTANTE_ORIGIN_CLIENT_ID";
    static final String REASON = "JMS_RESTANTE_REASON";
    static final String ATTEMPTS = "JMS_RESTANTE_ATTEMPTS";
    static final String TIME = "JMS_RESTANTE_TIME";

    static Origin of(DeliveryQueue owner) {
        SubscriptionDefinition subscription = owner.subscription();
        return subscription == null || subscription.name() == null
                ? new Origin(owner.address(), null, null)
                : new Origin(owner.address(), subscription.clientId(), subscription.name());
    }

    /** The origin in the properties of a message; null if it has none. */
    public static @Nullable Origin read(Envelope message) {
        Map<String, @Nullable Object> properties = message.properties();
        String address = text(properties, ADDRESS);
        if (address == null || address.endsWith(":") || address.isEmpty()) {
            return null;
        }
        return new Origin(Address.parse(address), text(properties, CLIENT_ID), text(properties, SUBSCRIPTION));
    }

    private static @Nullable String text(Map<String, @Nullable Object> properties, String name) {
        return properties.get(name) instanceof String text ? text : null;
    }

    /** The message as it is stored in the dead-letter or expiry queue: with its origin, without an expiration. */
    Envelope mark(Envelope message, Address to, String reason, int attempts, long time) {
        Map<String, @Nullable Object> properties = plainProperties(message);
        properties.put(ADDRESS, address.toString());
        if (clientId != null) {
            properties.put(CLIENT_ID, clientId);
        }
        if (subscription != null) {
            properties.put(SUBSCRIPTION, subscription);
        }
        properties.put(REASON, reason);
        properties.put(ATTEMPTS, attempts);
        properties.put(TIME, time);
        return message.with(header(message, to, 0), properties);
    }

    /** The message without the properties of its origin, to be sent back there. */
    public Envelope unmark(Envelope message) {
        return message.with(header(message, address, 0), plainProperties(message));
    }

    private static Map<String, @Nullable Object> plainProperties(Envelope message) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>(message.properties());
        for (String own : new String[] {ADDRESS, SUBSCRIPTION, CLIENT_ID, REASON, ATTEMPTS, TIME}) {
            properties.remove(own);
        }
        return properties;
    }

    /** The header of a message with another destination and expiration. */
    public static Header header(Envelope message, Address to, long expiration) {
        return header(message.id(), message, to, expiration);
    }

    /** The header of a message with another identifier, destination and expiration. */
    public static Header header(MessageId id, Envelope message, Address to, long expiration) {
        Header header = message.header();
        return new Header(
                id,
                to,
                header.persistent(),
                header.priority(),
                header.timestamp(),
                expiration,
                header.deliveryTime(),
                header.correlation(),
                header.replyTo(),
                header.type());
    }

    @Override
    public String toString() {
        return subscription == null ? address.toString() : "subscription " + subscription + " of " + address;
    }
}
