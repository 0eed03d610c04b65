package org.restante.broker;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.link.Caller;
import org.restante.link.DeliveryStatus;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** A client of a broker at the level of requests, for tests. Its consumers all belong to session 1. */
public final class TestClient implements AutoCloseable {

    private final Link link;
    private final Reply.Connected connected;
    private final Queue<Event.Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;
    private long sent;
    private int consumers;

    public TestClient(Broker broker) {
        this(broker, null);
    }

    /** A client that can reconnect if its conversation has a name. */
    TestClient(Broker broker, @Nullable UUID conversation) {
        this(broker, conversation, Caller.ANYBODY);
    }

    /** A client of a user. */
    TestClient(Broker broker, @Nullable UUID conversation, Caller caller) {
        link = broker.connect(
                event -> {
                    if (event instanceof Event.Delivery delivery) {
                        deliveries.add(delivery);
                    } else if (event instanceof Event.Closed) {
                        ended = true;
                    }
                },
                caller);
        Reply reply = ask(new Request.Connect(null, null, conversation));
        if (!(reply instanceof Reply.Connected admitted)) {
            throw new IllegalStateException("the broker does not let a client in: " + reply);
        }
        connected = admitted;
    }

    Link link() {
        return link;
    }

    Reply.Connected connected() {
        return connected;
    }

    /** Whether the broker has closed the link. */
    boolean hasEnded() {
        return ended;
    }

    CompletableFuture<Reply> request(Request request) {
        return link.request(request).toCompletableFuture();
    }

    public Reply ask(Request request) {
        return request(request).orTimeout(30, TimeUnit.SECONDS).join();
    }

    Reply.Refused refused(Request request) {
        return (Reply.Refused) ask(request);
    }

    public void must(Request request) {
        Reply reply = ask(request);
        if (!(reply instanceof Reply.Done || reply instanceof Reply.NoPrefetch)) {
            throw new AssertionError(request + " was answered by " + reply);
        }
    }

    public Envelope message(String to, String text) {
        return message(to, text, 4, 0, 0, Map.of());
    }

    public Envelope message(
            String to, String text, int priority, long expiration, long deliveryTime, Map<String, Object> properties) {
        Header header = new Header(
                new MessageId(connected.store(), connected.connection(), ++sent),
                Address.parse(to),
                true,
                priority,
                1,
                expiration,
                deliveryTime,
                null,
                null,
                null);
        return Envelope.of(header, properties, BodyKind.BYTES, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public MessageId send(String to, String text) {
        Envelope message = message(to, text);
        must(new Request.Send(message));
        return message.id();
    }

    int nextConsumer() {
        return ++consumers;
    }

    public int consume(String from) {
        return consume(from, null, null);
    }

    public int consume(String from, @Nullable String selector, Request.@Nullable Subscription subscription) {
        int consumer = ++consumers;
        must(new Request.OpenConsumer(1, consumer, Address.parse(from), selector, false, subscription));
        return consumer;
    }

    /** Gives the consumer credit for this many messages, and waits until the available ones have arrived. */
    public List<Event.Delivery> take(int consumer, int messages) {
        must(new Request.Credit(consumer, messages, 1 << 20));
        must(new Request.Drain(consumer));
        return arrived();
    }

    public List<String> texts(int consumer, int messages) {
        return take(consumer, messages).stream().map(TestClient::text).toList();
    }

    /** All deliveries received since the last call. */
    public List<Event.Delivery> arrived() {
        List<Event.Delivery> taken = new java.util.ArrayList<>();
        Event.Delivery next = deliveries.poll();
        while (next != null) {
            taken.add(next);
            next = deliveries.poll();
        }
        return taken;
    }

    void acknowledge(List<Event.Delivery> delivered) {
        must(new Request.Acknowledge(1, tags(delivered)));
    }

    public static List<Tag> tags(List<Event.Delivery> delivered) {
        return delivered.stream().map(Event.Delivery::tag).toList();
    }

    public static String text(Event.Delivery delivery) {
        return text(delivery.message());
    }

    static String text(Envelope message) {
        return java.nio.charset.StandardCharsets.UTF_8
                .decode(java.util.Objects.requireNonNull(message.body()))
                .toString();
    }

    List<DeliveryStatus> status(MessageId id) {
        return ((Reply.Statuses) ask(new Request.Status(id))).statuses();
    }

    @Override
    public void close() {
        link.close();
    }
}
