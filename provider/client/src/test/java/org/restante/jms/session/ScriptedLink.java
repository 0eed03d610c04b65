package org.restante.jms.session;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.restante.jms.TestDestinations;
import org.restante.jms.message.TrustedClasses;
import org.restante.jms.xa.JmsXaConnection;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/**
 * A link without a broker: records requests, answers by a script, and sends the events of the test.
 *
 * <p>A request is answered at once, in the caller's thread, unless {@link #hold} holds requests of its kind.
 * {@link #deliver} and {@link #end} send events in the test's thread. Any thread may use it.
 */
final class ScriptedLink implements Link {

    static final int MAX_MESSAGE = 1 << 20;

    private final Arrivals arrivals = new Arrivals();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Function<Request, Reply>> answers = new HashMap<>();
    private final Map<Class<?>, List<CompletableFuture<Reply>>> held = new HashMap<>();
    private boolean closed;
    private long sequence;

    /** Sends an event of the link. */
    void send(Event event) {
        arrivals.accept(event);
    }

    /** A started connection over this link. */
    JmsConnection connection() throws Exception {
        JmsConnection connection = stopped(InstantSource.system());
        connection.start();
        return connection;
    }

    JmsConnection stopped(InstantSource clock) throws Exception {
        LinkClient client = LinkClient.connect(this, null, null);
        return new JmsConnection(
                        client,
                        arrivals,
                        Domain.BOTH,
                        TrustedClasses.of(null),
                        TestDestinations.DESTINATIONS,
                        clock,
                        System::nanoTime)
                .watch();
    }

    /** A started connection over this link, for distributed transactions. */
    JmsXaConnection distributed() throws Exception {
        JmsXaConnection connection = new JmsXaConnection(
                LinkClient.connect(this, null, null),
                arrivals,
                Domain.BOTH,
                TrustedClasses.of(null),
                TestDestinations.DESTINATIONS,
                InstantSource.system(),
                System::nanoTime);
        connection.watch();
        connection.start();
        return connection;
    }

    @Override
    public CompletionStage<Reply> request(Request request) {
        Function<Request, Reply> answer;
        synchronized (this) {
            requests.add(request);
            List<CompletableFuture<Reply>> waiting = held.get(request.getClass());
            if (waiting != null) {
                CompletableFuture<Reply> later = new CompletableFuture<>();
                waiting.add(later);
                return later;
            }
            answer = answers.getOrDefault(request.getClass(), ScriptedLink::usual);
        }
        return CompletableFuture.completedFuture(answer.apply(request));
    }

    private static Reply usual(Request request) {
        return switch (request.getClass().getSimpleName()) {
            case "Connect" -> new Reply.Connected(1, 2, MAX_MESSAGE);
            case "Browse" -> new Reply.Page(List.of(), null, 0);
            default -> new Reply.Done();
        };
    }

    synchronized void answer(Class<? extends Request> kind, Function<Request, Reply> answer) {
        answers.put(kind, answer);
    }

    void refuse(Class<? extends Request> kind, Problem problem, String reason) {
        answer(kind, request -> new Reply.Refused(problem, reason));
    }

    /** Holds the answers to requests of a kind, until {@link #release}. */
    synchronized void hold(Class<? extends Request> kind) {
        held.put(kind, new ArrayList<>());
    }

    /** Answers the held requests of a kind; later ones are answered at once. */
    void release(Class<? extends Request> kind, Reply reply) {
        List<CompletableFuture<Reply>> waiting;
        synchronized (this) {
            waiting = held.remove(kind);
        }
        if (waiting != null) {
            waiting.forEach(stage -> stage.complete(reply));
        }
    }

    /** Cancels the held requests of a kind, as no link should; later ones are answered at once. */
    void cancel(Class<? extends Request> kind) {
        List<CompletableFuture<Reply>> waiting;
        synchronized (this) {
            waiting = held.remove(kind);
        }
        waiting.forEach(stage -> stage.cancel(false));
    }

    <R extends Request> List<R> requests(Class<R> kind) {
        return of(kind).toList();
    }

    private <R extends Request> Stream<R> of(Class<R> kind) {
        return requests.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The number of the last opened consumer. */
    int consumer() {
        List<Request.OpenConsumer> opened = requests(Request.OpenConsumer.class);
        return opened.get(opened.size() - 1).consumer();
    }

    /** The total credit that was granted to a consumer, in messages. */
    int credit(int consumer) {
        return of(Request.Credit.class)
                .filter(credit -> credit.consumer() == consumer)
                .mapToInt(Request.Credit::messages)
                .sum();
    }

    Tag deliver(int consumer, String text) {
        return deliver(consumer, text, 1);
    }

    Tag deliver(int consumer, String text, int attempt) {
        return deliver(consumer, text(text, 0), attempt);
    }

    Tag deliver(int consumer, Envelope message, int attempt) {
        Tag tag;
        synchronized (this) {
            sequence++;
            tag = new Tag(1, 4, sequence);
        }
        arrivals.accept(new Event.Delivery(consumer, tag, attempt, message));
        return tag;
    }

    static Envelope text(String text, long expiration) {
        MessageId id = new MessageId(1, 7, 1);
        Header header = new Header(id, Address.queue("orders"), true, 4, 1000, expiration, 0, null, null, null);
        byte[] body = new Encoder(16).string(text).toBytes();
        return Envelope.of(header, Map.of(), BodyKind.TEXT, body);
    }

    void end(String reason) {
        arrivals.accept(new Event.Closed(reason));
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
