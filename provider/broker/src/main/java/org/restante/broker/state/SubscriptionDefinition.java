package org.restante.broker.state;

import org.jspecify.annotations.Nullable;

/**
 * What a subscription is. Its number is unique among queues, topics and subscriptions.
 *
 * @param name null for the subscription of one consumer that ends with it
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

    /** Under which a named subscription is found; durable ones and others have names of their own. */
    public record Key(boolean durable, @Nullable String clientId, String name) {}

    @Nullable
    Key key() {
        return name == null ? null : new Key(durable, clientId, name);
    }

    /** Whether a consumer that asks for these would get what the subscription holds. */
    public boolean matches(int otherTopic, @Nullable String otherSelector, boolean otherNoLocal) {
        return topic == otherTopic && noLocal == otherNoLocal && java.util.Objects.equals(selector, otherSelector);
    }
}
