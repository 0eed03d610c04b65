package org.restante.broker.administration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.dispatch.ClientSession;
import org.restante.broker.dispatch.QueueConsumers;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.broker.state.Topic;
import org.restante.link.ConnectionStatus;
import org.restante.link.Counts;
import org.restante.link.DestinationStatus;
import org.restante.link.Reply;
import org.restante.link.Traffic;
import org.restante.message.Address;

/** Lists destinations and connections for operators, a part at a time; read-only. Owned by the broker thread. */
public final class DestinationListing {

    private static final int MAX_DESTINATIONS = 1000;
    private static final int MAX_CONSUMERS = 1000;

    private final State state;
    private final NavigableMap<Long, ClientConnection> connections;

    public DestinationListing(State state, NavigableMap<Long, ClientConnection> connections) {
        this.state = state;
        this.connections = connections;
    }

    Reply.Destinations destinations(@Nullable Address only, int after) {
        if (only != null) {
            return new Reply.Destinations(one(only), 0);
        }
        List<DestinationStatus> found = new ArrayList<>();
        Topic topic = state.destinations().topicFrom(after + 1);
        DeliveryQueue owner = state.destinations().ownerFrom(after + 1);
        int last = after;
        while (topic != null || owner != null) {
            if (found.size() == MAX_DESTINATIONS) {
                return new Reply.Destinations(found, last);
            }
            if (owner == null || (topic != null && topic.id() < owner.id())) {
                last = topic == null ? last : topic.id();
                found.addAll(topic == null ? List.of() : List.of(status(topic)));
                topic = state.destinations().topicFrom(last + 1);
            } else {
                last = owner.id();
                found.addAll(owner.branch() == null ? List.of(status(owner)) : List.of());
                owner = state.destinations().ownerFrom(last + 1);
            }
        }
        return new Reply.Destinations(found, 0);
    }

    private List<DestinationStatus> one(Address address) {
        DeliveryQueue queue = state.destinations().queue(address);
        Topic topic = state.destinations().topic(address);
        List<DestinationStatus> found = new ArrayList<>();
        if (queue != null) {
            found.add(status(queue));
        } else if (topic != null) {
            found.add(status(topic));
            topic.subscriptions().forEach(subscription -> found.add(status(subscription)));
        }
        return found;
    }

    private static DestinationStatus status(Topic topic) {
        return new DestinationStatus(
                topic.id(), topic.address(), null, topic.isPaused(), new Counts(0, 0, 0, 0, 0, 0), Traffic.NONE);
    }

    private static DestinationStatus status(DeliveryQueue queue) {
        Counts counts = new Counts(
                queue.size(),
                queue.inFlight(),
                queue.delayed(),
                queue.bytes(),
                QueueConsumers.on(queue).size(),
                queue.oldest());
        SubscriptionDefinition definition = queue.subscription();
        DestinationStatus.Subscription subscription = definition == null
                ? null
                : new DestinationStatus.Subscription(
                        definition.clientId(),
                        definition.name(),
                        definition.selector(),
                        definition.durable(),
                        definition.shared());
        return new DestinationStatus(
                queue.id(), queue.address(), subscription, queue.isPaused(), counts, queue.traffic());
    }

    Reply.Connections connections(long after) {
        List<ConnectionStatus> found = new ArrayList<>();
        int consumers = 0;
        for (ClientConnection connection : connections.tailMap(after, false).values()) {
            if (consumers > MAX_CONSUMERS || found.size() == MAX_CONSUMERS) {
                return new Reply.Connections(found, found.get(found.size() - 1).id());
            }
            found.add(status(connection));
            consumers += connection.consumers().size();
        }
        return new Reply.Connections(found, 0);
    }

    private static ConnectionStatus status(ClientConnection connection) {
        IdentityHashMap<ClientConsumer, Integer> held = new IdentityHashMap<>();
        int inFlight = 0;
        for (ClientSession session : connection.sessions().values()) {
            inFlight += session.inFlight().size();
            for (MessageReference reference : session.inFlight()) {
                ClientConsumer holder = ClientConsumer.of(reference);
                if (holder != null) {
                    held.merge(holder, 1, Integer::sum);
                }
            }
        }
        List<ConnectionStatus.Consumer> consumers = connection.consumers().values().stream()
                .sorted(Comparator.comparingInt(ClientConsumer::number))
                .map(consumer -> status(consumer, held.getOrDefault(consumer, 0)))
                .toList();
        return new ConnectionStatus(
                connection.id(),
                connection.clientId(),
                connection.sessions().size(),
                inFlight,
                connection.temporaries().size(),
                consumers);
    }

    private static ConnectionStatus.Consumer status(ClientConsumer consumer, int inFlight) {
        SubscriptionDefinition subscription = consumer.queue().subscription();
        String selector = consumer.selector().isEmpty() ? null : consumer.selector();
        return new ConnectionStatus.Consumer(
                consumer.name(),
                consumer.queue().address(),
                subscription == null ? null : subscription.name(),
                subscription == null ? selector : subscription.selector(),
                inFlight,
                consumer.credit());
    }
}
