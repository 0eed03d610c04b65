package org.restante.broker.administration;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.dispatch.ClientSession;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.dispatch.QueueConsumers;
import org.restante.broker.routing.Acknowledgements;
import org.restante.broker.routing.Router;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Destinations;
import org.restante.broker.state.Names;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.broker.state.Topic;
import org.restante.link.AdminRequest;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.selector.Selector;

/**
 * Opens and closes consumers, and the subscriptions and temporary destinations that begin and end with them. Owned by the
 * broker thread.
 */
public final class ConsumerRegistry {

    private static final int MAX_CONSUMERS = 10_000;

    /** Each message to a topic may be looked at with all selectors of its subscriptions. */
    private static final int MAX_SELECTOR_CHARS = 1 << 20;

    private final State state;
    private final Router router;
    private final Dispatcher dispatcher;
    private final Acknowledgements acknowledgements;
    private final SubscriptionOwners owners;

    public ConsumerRegistry(
            State state,
            Router router,
            Dispatcher dispatcher,
            Acknowledgements acknowledgements,
            SubscriptionOwners owners) {
        this.owners = owners;
        this.state = state;
        this.router = router;
        this.dispatcher = dispatcher;
        this.acknowledgements = acknowledgements;
    }

    public void open(Decision decision, ClientConnection connection, Request.OpenConsumer request) {
        if (connection.consumers().containsKey(request.consumer())) {
            throw new RefusedException(Problem.ILLEGAL_STATE, "there is a consumer " + request.consumer() + " already");
        }
        if (connection.consumers().size() >= MAX_CONSUMERS) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT, "a connection has " + MAX_CONSUMERS + " consumers at the most; close some");
        }
        connection.checkConsumers();
        int selectorChars = request.selector() == null ? 0 : request.selector().length();
        if (connection.selectorChars() + selectorChars > MAX_SELECTOR_CHARS) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    "the selectors of a connection have " + MAX_SELECTOR_CHARS
                            + " characters together at the most; close some consumers, or take shorter ones");
        }
        Selector selector = SelectorText.parse(request.selector());
        checkDefinitions(connection, request);
        checkTemporary(connection, request.destination());
        if (request.destination().equals(AdminRequest.SCHEDULES)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    AdminRequest.SCHEDULES + " belongs to the broker; it has no consumers, browse it instead");
        }
        boolean isTopic = request.destination().kind().isTopic();
        DeliveryQueue queue =
                isTopic ? subscription(decision, connection, request) : router.queue(decision, request.destination());
        String text = isTopic || request.selector() == null ? "" : request.selector();
        QueueConsumers consumers = QueueConsumers.of(queue);
        ClientConsumer consumer = new ClientConsumer(
                request.consumer(),
                connection,
                connection.session(request.session()),
                queue,
                text,
                consumers.cursor(text, isTopic ? null : selector));
        consumers.attach(consumer);
        connection.add(consumer);
    }

    /** Checks the names, and the room, of what the consumer needs and is not there. */
    private void checkDefinitions(ClientConnection connection, Request.OpenConsumer request) {
        state.destinations().checkName(request.destination());
        Request.Subscription named = request.subscription();
        boolean isThere = !request.destination().kind().isTopic();
        if (named != null) {
            var key = new SubscriptionDefinition.Key(named.durable(), connection.clientId(), named.name());
            isThere |= state.destinations().subscription(key) != null;
        }
        if (named != null && !isThere) {
            Names.checkSubscription(named.name());
        }
        long subscription = isThere ? 0 : heapOfSubscription(connection.clientId(), request.selector());
        router.checkDefinitions(state.destinations().heapOfNew(request.destination()) + subscription);
    }

    /** The heap that a new subscription takes besides its name, in bytes. */
    private static long heapOfSubscription(@Nullable String clientId, @Nullable String selector) {
        return Destinations.COST + Destinations.heap(clientId) + Destinations.heap(selector);
    }

    /**
     * Checks that there is room for one more destination.
     *
     * @throws RefusedException if there is none
     */
    void checkRoomFor(Address address) {
        router.checkDefinitions(state.destinations().heapOfNew(address));
    }

    /** Refuses to consume or browse a temporary destination of another connection. */
    public void checkTemporary(ClientConnection connection, Address address) {
        if (address.kind().isTemporary() && !connection.temporaries().contains(address)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    address
                            + " belongs to another connection, or is gone; only its own connection may consume or browse it");
        }
    }

    private DeliveryQueue subscription(Decision decision, ClientConnection connection, Request.OpenConsumer request) {
        Request.Subscription requested = request.subscription();
        Topic topic = topic(decision, request.destination());
        if (requested == null) {
            return create(decision, connection, request, topic, null);
        }
        var key = new SubscriptionDefinition.Key(requested.durable(), connection.clientId(), requested.name());
        DeliveryQueue existing = state.destinations().subscription(key);
        if (existing == null || existing.subscription() == null) {
            return create(decision, connection, request, topic, requested);
        }
        SubscriptionDefinition definition = existing.subscription();
        owners.check(connection, definition, request);
        if (definition.shared() != requested.shared()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "the subscription '" + requested.name() + "' is " + (definition.shared() ? "shared" : "not shared")
                            + "; open it as such, or use another name");
        }
        boolean isUsed = !QueueConsumers.on(existing).isEmpty();
        if (isUsed && !requested.shared()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "the subscription '" + requested.name() + "' has a consumer already; close that one first");
        }
        if (definition.matches(topic.id(), request.selector(), request.noLocal())) {
            owners.claim(decision, connection, definition);
            return existing;
        }
        if (QueueConsumers.isInUse(existing)) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "the subscription '" + requested.name()
                            + "' has consumers with another topic or selector, or messages in flight; close those consumers,"
                            + " and acknowledge or commit what they received, first");
        }
        owners.checkDelete(connection, definition, existing.address(), request);
        decision.make(new Change.SubscriptionRemoved(definition.id()));
        return create(decision, connection, request, topic, requested);
    }

    /**
     * Creates a durable subscription before its first consumer.
     *
     * @throws RefusedException if a subscription with this name and another definition exists
     */
    void create(Decision decision, ClientConnection connection, AdminRequest.CreateSubscription request) {
        SelectorText.parse(request.selector());
        if (request.topic().kind() != Address.Kind.TOPIC || request.name().isEmpty()) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    "a durable subscription '" + request.name() + "' of " + request.topic()
                            + " cannot be created; give it a name, and a topic that is not temporary");
        }
        if (request.clientId() == null && !request.shared()) {
            throw new RefusedException(
                    Problem.INVALID_CLIENT_ID,
                    "the subscription '" + request.name()
                            + "' is not shared, so it belongs to a client identifier; give" + " the client identifier");
        }
        Names.checkSubscription(request.name());
        if (request.clientId() != null) {
            Names.checkClientId(request.clientId());
        }
        owners.checkIdentifier(connection, request.clientId(), request);
        var key = new SubscriptionDefinition.Key(true, request.clientId(), request.name());
        DeliveryQueue existing = state.destinations().subscription(key);
        SubscriptionDefinition found = existing == null ? null : existing.subscription();
        if (existing == null || found == null) {
            router.checkDefinitions(state.destinations().heapOfNew(request.topic())
                    + heapOfSubscription(request.clientId(), request.selector()));
            int topic = topic(decision, request.topic()).id();
            decision.make(new Change.SubscriptionCreated(new SubscriptionDefinition(
                    state.nextId(),
                    topic,
                    request.clientId(),
                    request.name(),
                    request.selector(),
                    request.noLocal(),
                    request.shared(),
                    true,
                    connection.caller().mayAdministerAll()
                            ? null // of whoever opens it first
                            : owners.userOfNew(connection, request.clientId()))));
            decision.sync();
        } else if (!existing.address().equals(request.topic())
                || !found.matches(found.topic(), request.selector(), request.noLocal())
                || found.shared() != request.shared()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "there is a subscription '" + request.name() + "' already, of " + existing.address()
                            + ", with another topic, selector or kind; delete it first, or use another name");
        }
    }

    private Topic topic(Decision decision, Address address) {
        Topic topic = state.destinations().topic(address);
        if (topic == null) {
            decision.make(new Change.DestinationCreated(state.nextId(), address));
            topic = state.destinations().topic(address);
        }
        if (topic == null) {
            throw new IllegalStateException("the topic " + address + " is not there after it was made");
        }
        return topic;
    }

    private DeliveryQueue create(
            Decision decision,
            ClientConnection connection,
            Request.OpenConsumer request,
            Topic topic,
            Request.@Nullable Subscription requested) {
        int id = state.nextId();
        boolean durable = requested != null && requested.durable();
        decision.make(new Change.SubscriptionCreated(new SubscriptionDefinition(
                id,
                topic.id(),
                connection.clientId(),
                requested == null ? null : requested.name(),
                request.selector(),
                request.noLocal(),
                requested != null && requested.shared(),
                durable,
                durable ? owners.userOfNew(connection, connection.clientId()) : null)));
        if (durable) {
            decision.sync();
        }
        DeliveryQueue queue = state.destinations().owner(id);
        if (queue == null) {
            throw new IllegalStateException("the subscription " + id + " is not there after it was made");
        }
        return queue;
    }

    public void close(Decision decision, ClientConnection connection, int number, List<Tag> seen) {
        ClientConsumer consumer = connection.remove(number);
        if (consumer == null) {
            return;
        }
        acknowledgements.takeBack(decision, consumer, seen);
        detach(decision, consumer);
    }

    private void detach(Decision decision, ClientConsumer consumer) {
        DeliveryQueue queue = consumer.queue();
        QueueConsumers.of(queue).detach(consumer);
        dispatcher.forget(consumer);
        dispatcher.lookAgain(queue);
        SubscriptionDefinition subscription = queue.subscription();
        if (subscription != null
                && !subscription.durable()
                && QueueConsumers.on(queue).isEmpty()) {
            decision.make(new Change.SubscriptionRemoved(subscription.id()));
        }
    }

    /** Ends a session: returns its messages in flight, and ends its consumers. */
    public void closeSession(Decision decision, ClientConnection connection, int number, List<Tag> seen) {
        ClientSession session = connection.removeSession(number);
        if (session != null) {
            acknowledgements.recover(decision, connection, session, seen);
            detachAll(decision, connection, session);
        }
    }

    /** Ends a session whose client is gone: messages that were sent to it count as seen. */
    public void abandonSession(Decision decision, ClientConnection connection, int number) {
        ClientSession session = connection.removeSession(number);
        if (session != null) {
            acknowledgements.abandon(decision, connection, session);
            detachAll(decision, connection, session);
        }
    }

    private void detachAll(Decision decision, ClientConnection connection, ClientSession session) {
        for (ClientConsumer consumer : Acknowledgements.consumersOf(connection, session)) {
            connection.remove(consumer.number());
            detach(decision, consumer);
        }
    }

    public void unsubscribe(Decision decision, ClientConnection connection, Request.Unsubscribe request) {
        String name = request.name();
        Names.checkSubscription(name);
        DeliveryQueue queue =
                state.destinations().subscription(new SubscriptionDefinition.Key(true, connection.clientId(), name));
        SubscriptionDefinition definition = queue == null ? null : queue.subscription();
        if (queue == null || definition == null) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    "there is no durable subscription '" + name + "' of the client identifier "
                            + connection.clientId());
        }
        owners.checkDelete(connection, definition, queue.address(), request);
        if (QueueConsumers.isInUse(queue)) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "the subscription '" + name + "' has a consumer, or messages in flight; close the consumer,"
                            + " and acknowledge or commit what it received, first");
        }
        decision.make(new Change.SubscriptionRemoved(queue.id()));
        decision.sync();
    }

    /**
     * Creates a temporary destination that ends with its connection.
     *
     * @param name the name that it had before the broker was restarted; null for a new one
     */
    public Address createTemporary(
            Decision decision, ClientConnection connection, Address.Kind kind, @Nullable String name) {
        if (!kind.isTemporary()) {
            throw new RefusedException(Problem.INVALID_DESTINATION, kind + " is not a kind of temporary destination");
        }
        Address address = new Address(kind, name == null ? connection.nextTemporaryName() : name);
        while (name == null && exists(address)) { // recreated under its old name by another client
            address = new Address(kind, connection.nextTemporaryName());
        }
        if (connection.temporaries().contains(address)) {
            return address;
        }
        if (name != null && (exists(address) || !connection.hadTemporary(name))) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    address
                            + " is another connection's, or never was a temporary destination; make one without a name");
        }
        connection.checkTemporaries();
        checkRoomFor(address);
        decision.make(new Change.DestinationCreated(state.nextId(), address));
        connection.addTemporary(address);
        return address;
    }

    private boolean exists(Address address) {
        return state.destinations().queue(address) != null
                || state.destinations().topic(address) != null;
    }

    public void deleteTemporary(Decision decision, ClientConnection connection, Address address) {
        Names.check(address);
        if (!connection.temporaries().contains(address)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION, address + " is not a temporary destination of this connection");
        }
        for (Map.Entry<Integer, ClientConsumer> consumer :
                connection.consumers().entrySet()) {
            if (consumer.getValue().queue().address().equals(address)) {
                throw new RefusedException(Problem.ILLEGAL_STATE, address + " has a consumer; close that one first");
            }
        }
        connection.removeTemporary(address);
        remove(decision, address);
    }

    public void remove(Decision decision, Address address) {
        Topic topic = state.destinations().topic(address);
        DeliveryQueue queue = state.destinations().queue(address);
        if (topic != null) {
            decision.make(new Change.DestinationRemoved(topic.id()));
        } else if (queue != null) {
            decision.make(new Change.DestinationRemoved(queue.id()));
        }
    }
}
