package org.restante.broker.state;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a subscription.
 *
 * @param id its number, unique among queues, topics and subscriptions
 * @param name null for the subscription of a single consumer, which ends with the consumer
 * @param user the user whose durable subscription it is; null without users, or without a client identifier
 */
public record SubscriptionDefinition(
        int id,
        int topic,
        @Nullable String clientId,
        @Nullable String name,
        @Nullable String selector,
        boolean noLocal,
        boolean shared,
        boolean durable,
        @Nullable String user) {

    /** A subscription without a user. */
    public SubscriptionDefinition(
            int id,
            int topic,
            @Nullable String clientId,
            @Nullable String name,
            @Nullable String selector,
            boolean noLocal,
            boolean shared,
            boolean durable) {
        this(id, topic, clientId, name, selector, noLocal, shared, durable, null);
    }

    /** The key of a named subscription; durable and non-durable subscriptions have separate names. */
    public record Key(boolean durable, @Nullable String clientId, String name) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::durable)
                .thenComparing(Key::clientId, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Key::name);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    @Nullable
    Key key() {
        return name == null ? null : new Key(durable, clientId, name);
    }

    SubscriptionDefinition withUser(String owner) {
        return new SubscriptionDefinition(id, topic, clientId, name, selector, noLocal, shared, durable, owner);
    }

    /** Whether the subscription has this topic, selector and noLocal setting. */
    public boolean matches(int otherTopic, @Nullable String otherSelector, boolean otherNoLocal) {
        return topic == otherTopic && noLocal == otherNoLocal && java.util.Objects.equals(selector, otherSelector);
    }
}
