package org.restante.kafka.torture;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.restante.crash.Letter;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.kafka.torture.History.Item;

/**
 * Four producers and five consumers, each in a way of its own and with a connection of its own, until they are told to stop. What they
 * see is in the {@link History}.
 *
 * <pre>
 *   send                 -> work -> two consumers, CLIENT_ACKNOWLEDGE
 *   commit of three      -> work
 *   send                 -> in   -> transactions -> out -> receive, AUTO_ACKNOWLEDGE
 *   publish              -> news -> durable subscription, CLIENT_ACKNOWLEDGE
 * </pre>
 */
final class Clients implements AutoCloseable {

    private static final String WORK = "work";
    private static final String IN = "in";
    private static final String OUT = "out";
    private static final String NEWS = "news";
    private static final int MAX_WAITING = 200;
    private static final int PAUSE_MILLIS = 2;
    private static final long RECEIVE_MILLIS = 300;
    private static final int BATCH = 3;
    private static final int MAX_HELD = 20;
    private static final int HOLD_MILLIS = 40;

    private final History history;
    private final ConnectionFactory factory;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Void>> producers = new ArrayList<>();
    private final List<CompletableFuture<Void>> consumers = new ArrayList<>();
    private volatile boolean sends = true;
    private volatile boolean receives = true;

    Clients(String uri, History history) {
        this.factory = new RestanteConnectionFactory(uri);
        this.history = history;
    }

    /** The work of a thread with its session. */
    private interface Job {
        void run(Session session) throws JMSException;
    }

    void begin() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession();
            session.createSharedDurableConsumer(session.createTopic(NEWS), NEWS).close();
        }
        begin(consumers, Session.CLIENT_ACKNOWLEDGE, session -> acknowledge(session, WORK, "first"));
        begin(consumers, Session.CLIENT_ACKNOWLEDGE, session -> acknowledge(session, WORK, "second"));
        begin(consumers, Session.CLIENT_ACKNOWLEDGE, session -> acknowledge(session, NEWS, "reader"));
        begin(consumers, Session.SESSION_TRANSACTED, this::forward);
        begin(consumers, Session.AUTO_ACKNOWLEDGE, this::take);
        begin(producers, Session.AUTO_ACKNOWLEDGE, session -> send(session, WORK));
        begin(producers, Session.AUTO_ACKNOWLEDGE, session -> send(session, IN));
        begin(producers, Session.AUTO_ACKNOWLEDGE, session -> send(session, NEWS));
        begin(producers, Session.SESSION_TRANSACTED, this::commit);
    }

    private void begin(List<CompletableFuture<Void>> group, int mode, Job job) throws JMSException {
        Connection connection = factory.createConnection();
        connection.start();
        group.add(CompletableFuture.runAsync(
                () -> {
                    try (connection) {
                        job.run(connection.createSession(mode));
                    } catch (JMSException | RuntimeException | Error e) {
                        StringWriter trace = new StringWriter();
                        e.printStackTrace(new PrintWriter(trace));
                        history.violate("a client has failed: " + trace);
                    }
                },
                threads));
    }

    private static Destination destination(Session session, String owner) throws JMSException {
        return owner.equals(NEWS) ? session.createTopic(NEWS) : session.createQueue(owner);
    }

    private Item next(String owner) {
        return new Item(owner, history.number());
    }

    private static void post(Session session, MessageProducer producer, Item item) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(Letter.of(item.number()));
        producer.send(message);
    }

    private void awaitRoom(String owner) {
        while (sends && history.waiting(owner) > MAX_WAITING) {
            pause(10 * PAUSE_MILLIS);
        }
        pause(PAUSE_MILLIS);
    }

    private static void pause(int millis) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
                .join();
    }

    private void send(Session session, String owner) throws JMSException {
        MessageProducer producer = session.createProducer(destination(session, owner));
        while (sends) {
            List<Item> one = List.of(next(owner));
            history.sending(one);
            post(session, producer, one.get(0));
            history.sent(one);
            awaitRoom(owner);
        }
    }

    private void commit(Session session) throws JMSException {
        MessageProducer producer = session.createProducer(destination(session, WORK));
        while (sends) {
            List<Item> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(next(WORK));
            }
            history.sending(batch);
            for (Item item : batch) {
                post(session, producer, item);
            }
            commit(session, batch, List.of());
            awaitRoom(WORK);
        }
    }

    private void commit(Session session, List<Item> sent, List<Item> taken) throws JMSException {
        history.acknowledging(taken);
        try {
            session.commit();
            history.sent(sent);
            history.acknowledged(taken);
        } catch (TransactionRolledBackException e) {
            history.dropped(sent);
            history.kept(taken);
        }
    }

    private MessageConsumer consumer(Session session, String owner) throws JMSException {
        return owner.equals(NEWS)
                ? session.createSharedDurableConsumer(session.createTopic(NEWS), NEWS)
                : session.createConsumer(session.createQueue(owner));
    }

    private Item received(Message message, String owner, String by) throws JMSException {
        Item item = new Item(owner, Letter.check(message.getBody(byte[].class)));
        history.received(item, message.getIntProperty("JMSXDeliveryCount"), message.getJMSRedelivered(), by);
        return item;
    }

    private void acknowledge(Session session, String owner, String by) throws JMSException {
        MessageConsumer consumer = consumer(session, owner);
        while (receives) {
            Message message = consumer.receive(RECEIVE_MILLIS);
            List<Item> items = new ArrayList<>();
            Message last = null;
            while (message != null) {
                items.add(received(message, owner, by));
                last = message;
                message = items.size() < MAX_HELD ? consumer.receiveNoWait() : null;
            }
            if (last != null) {
                pause(HOLD_MILLIS);
                history.acknowledging(items);
                try {
                    last.acknowledge();
                    history.acknowledged(items);
                } catch (IllegalStateException e) {
                    history.unknown(items); // some are not acknowledged, and come again
                }
            }
        }
    }

    private void forward(Session session) throws JMSException {
        MessageConsumer consumer = consumer(session, IN);
        MessageProducer producer = session.createProducer(session.createQueue(OUT));
        while (receives) {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message != null) {
                Item taken = received(message, IN, "forwarder");
                pause(PAUSE_MILLIS);
                List<Item> sent = List.of(next(OUT));
                history.sending(sent);
                post(session, producer, sent.get(0));
                commit(session, sent, List.of(taken));
            }
        }
    }

    private void take(Session session) throws JMSException {
        MessageConsumer consumer = consumer(session, OUT);
        while (receives) {
            Message message = consumer.receive(RECEIVE_MILLIS);
            if (message != null) {
                history.acknowledging(List.of(received(message, OUT, "taker")));
            }
        }
    }

    /** Returns when each send has returned. */
    void stopProducers() {
        sends = false;
        producers.forEach(CompletableFuture::join);
    }

    /** Returns when the consumers are closed. */
    void stopConsumers() {
        receives = false;
        consumers.forEach(CompletableFuture::join);
    }

    /** What is left in the queues and the subscription; reads it without taking it. */
    String left() throws JMSException {
        List<String> left = new ArrayList<>();
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            for (String owner : List.of(WORK, IN, OUT, NEWS)) {
                MessageConsumer consumer = consumer(session, owner);
                for (Message each = consumer.receiveNoWait(); each != null; each = consumer.receiveNoWait()) {
                    left.add(owner + "/" + Letter.check(each.getBody(byte[].class)) + " with count "
                            + each.getIntProperty("JMSXDeliveryCount"));
                }
                consumer.close();
            }
        }
        return String.join("\n", left);
    }

    @Override
    public void close() {
        sends = false;
        receives = false;
        threads.shutdownNow();
    }
}
