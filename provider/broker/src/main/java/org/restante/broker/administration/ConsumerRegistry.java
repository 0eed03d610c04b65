package org.restante.broker.administration;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

/** Opens and closes consumers and the subscriptions that come and go with them. Owned by the broker thread. */
public final class ConsumerRegistry {

    private static final int MAX_CONSUMERS = 10_000;

    /** As {@link ClientConnection#nextTemporaryName} makes them. */
    private static final Pattern FORMER_NAME = Pattern.compile("[0-9a-f]{1,16}-[0-9]{1,10}");

    private final State state;
    private final Router router;
    private final Dispatcher dispatcher;
    private final Acknowledgements settler;

    public ConsumerRegistry(State state, Router router, Dispatcher dispatcher, Acknowledgements settler) {
        this.state = state;
        this.router = router;
        this.dispatcher = dispatcher;
        this.settler = settler;
    }

    public void open(Decision decision, ClientConnection connection, Request.OpenConsumer request) {
        if (connection.consumers().containsKey(request.consumer())) {
            throw new RefusedException(Problem.ILLEGAL_STATE, "there is a consumer " + request.consumer() + " already");
        }
        if (connection.consumers().size() >= MAX_CONSUMERS) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT, "a connection has " + MAX_CONSUMERS + " consumers at the most; close some");
        }
        Selector selector = SelectorText.parse(request.selector());
        checkTemporary(connection, request.destination());
        if (request.destination().equals(AdminRequest.SCHEDULES)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    AdminRequest.SCHEDULES + " is the broker's own; nobody receives from it");
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
        connection.consumers().put(consumer.number(), consumer);
    }

    private void checkTemporary(ClientConnection connection, Address address) {
        if (address.kind().isTemporary() && !connection.temporaries().contains(address)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    address
                            + " belongs to another connection, or is gone; only its own connection may consume from it");
        }
    }

    private DeliveryQueue subscription(Decision decision, ClientConnection connection, Request.OpenConsumer request) {
        Request.Subscription wanted = request.subscription();
        Topic topic = topic(decision, request.destination());
        if (wanted == null) {
            return create(decision, connection, request, topic, null);
        }
        var key = new SubscriptionDefinition.Key(wanted.durable(), connection.clientId(), wanted.name());
        DeliveryQueue there = state.destinations().subscription(key);
        if (there == null || there.subscription() == null) {
            return create(decision, connection, request, topic, wanted);
        }
        SubscriptionDefinition definition = there.subscription();
        if (definition.shared() != wanted.shared()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "the subscription '" + wanted.name() + "' is " + (definition.shared() ? "shared" : "not shared")
                            + "; ask for it as such, or take another name");
        }
        boolean isUsed = !QueueConsumers.on(there).isEmpty();
        if (isUsed && !wanted.shared()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "the subscription '" + wanted.name() + "' has a consumer already; close that one first");
        }
        if (definition.matches(topic.id(), request.selector(), request.noLocal())) {
            return there;
        }
        if (QueueConsumers.isInUse(there)) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "the subscription '" + wanted.name()
                            + "' has consumers with another topic or selector, or messages in flight; close those consumers,"
                            + " and acknowledge or commit what they received, first");
        }
        decision.make(new Change.SubscriptionRemoved(definition.id()));
        return create(decision, connection, request, topic, wanted);
    }

    /**
     * Makes a durable subscription before its first consumer comes.
     *
     * @throws RefusedException if there is another one of this name
     */
    void create(Decision decision, AdminRequest.CreateSubscription request) {
        SelectorText.parse(request.selector());
        if (request.topic().kind() != Address.Kind.TOPIC || request.name().isEmpty()) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    "a durable subscription '" + request.name() + "' of " + request.topic()
                            + " cannot be; give it a name, and a topic that is not temporary");
        }
        if (request.clientId() == null && !request.shared()) {
            throw new RefusedException(
                    Problem.INVALID_CLIENT_ID,
                    "the subscription '" + request.name() + "' is not shared, so it belongs to a client identifier; say"
                            + " which");
        }
        var key = new SubscriptionDefinition.Key(true, request.clientId(), request.name());
        DeliveryQueue there = state.destinations().subscription(key);
        SubscriptionDefinition found = there == null ? null : there.subscription();
        if (there == null || found == null) {
            int topic = topic(decision, request.topic()).id();
            decision.make(new Change.SubscriptionCreated(new SubscriptionDefinition(
                    state.nextId(),
                    topic,
                    request.clientId(),
                    request.name(),
                    request.selector(),
                    request.noLocal(),
                    request.shared(),
                    true)));
            decision.sync();
        } else if (!there.address().equals(request.topic())
                || !found.matches(found.topic(), request.selector(), request.noLocal())
                || found.shared() != request.shared()) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    "there is a subscription '" + request.name() + "' already, of " + there.address()
                            + ", with another topic, selector or kind; delete it first, or take another name");
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
            Request.@Nullable Subscription wanted) {
        int id = state.nextId();
        boolean durable = wanted != null && wanted.durable();
        decision.make(new Change.SubscriptionCreated(new SubscriptionDefinition(
                id,
                topic.id(),
                connection.clientId(),
                wanted == null ? null : wanted.name(),
                request.selector(),
                request.noLocal(),
                wanted != null && wanted.shared(),
                durable)));
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
        ClientConsumer consumer = connection.consumers().remove(number);
        if (consumer == null) {
            return;
        }
        settler.takeBack(decision, consumer, seen);
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

    /** Ends a session: what it had in flight goes back, its consumers are gone. */
    public void closeSession(Decision decision, ClientConnection connection, int number, List<Tag> seen) {
        ClientSession session = connection.sessions().remove(number);
        if (session != null) {
            settler.recover(decision, connection, session, seen);
            detachAll(decision, connection, session);
        }
    }

    /** The same for a session whose client is gone. */
    public void abandonSession(Decision decision, ClientConnection connection, int number) {
        ClientSession session = connection.sessions().remove(number);
        if (session != null) {
            settler.abandon(decision, connection, session);
            detachAll(decision, connection, session);
        }
    }

    private void detachAll(Decision decision, ClientConnection connection, ClientSession session) {
        for (ClientConsumer consumer : Acknowledgements.consumersOf(connection, session)) {
            connection.consumers().remove(consumer.number());
            detach(decision, consumer);
        }
    }

    public void unsubscribe(Decision decision, ClientConnection connection, String name) {
        DeliveryQueue queue =
                state.destinations().subscription(new SubscriptionDefinition.Key(true, connection.clientId(), name));
        if (queue == null) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    "there is no durable subscription '" + name + "' of the client identifier "
                            + connection.clientId());
        }
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
     * Makes a temporary destination that ends with its connection.
     *
     * @param name the one it had before the broker ended; null for a new one
     */
    public Address createTemporary(
            Decision decision, ClientConnection connection, Address.Kind kind, @Nullable String name) {
        if (!kind.isTemporary()) {
            throw new RefusedException(Problem.INVALID_DESTINATION, kind + " is no kind of temporary destination");
        }
        Address address = new Address(kind, name == null ? connection.nextTemporaryName() : name);
        while (name == null && isThere(address)) { // somebody took the name for one of before
            address = new Address(kind, connection.nextTemporaryName());
        }
        if (connection.temporaries().contains(address)) {
            return address;
        }
        if (name != null && (isThere(address) || !FORMER_NAME.matcher(name).matches())) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    address
                            + " is another connection's, or never was a temporary destination; make one without a name");
        }
        decision.make(new Change.DestinationCreated(state.nextId(), address));
        connection.temporaries().add(address);
        return address;
    }

    private boolean isThere(Address address) {
        return state.destinations().queue(address) != null
                || state.destinations().topic(address) != null;
    }

    public void deleteTemporary(Decision decision, ClientConnection connection, Address address) {
        if (!connection.temporaries().contains(address)) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION, address + " is no temporary destination of this connection");
        }
        for (Map.Entry<Integer, ClientConsumer> consumer :
                connection.consumers().entrySet()) {
            if (consumer.getValue().queue().address().equals(address)) {
                throw new RefusedException(Problem.ILLEGAL_STATE, address + " has a consumer; close that one first");
            }
        }
        connection.temporaries().remove(address);
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
