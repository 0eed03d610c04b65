package org.restante.broker.state;

import org.jspecify.annotations.Nullable;

/**
 * The definition of a subscription.
 *
 * @param id its number, unique among queues, topics and subscriptions
 * @param name null for the subscription of a single consumer, which ends with the consumer
 */
public record SubscriptionDefinition(
        int id,
        int topic,
        @Nullable String clientId,
        @Nullable String name,
        @Nullable String selector,
        boolean noLocal,
        boolean shared,
        boolean durable) {

    /** The key of a named subscription; durable and non-durable subscriptions have separate names. */
    public record Key(boolean durable, @Nullable String clientId, String name) {}

    @Nullable
    Key key() {
        return name == null ? null : new Key(durable, clientId, name);
    }

    /** Whether the subscription has this topic, selector and noLocal setting. */
    public boolean matches(int otherTopic, @Nullable String otherSelector, boolean otherNoLocal) {
        return topic == otherTopic && noLocal == otherNoLocal && java.util.Objects.equals(selector, otherSelector);
    }
}
