package org.restante.soak;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.restante.jms.RestanteConnectionFactory;

/**
 * The applications whose latency is measured: persistent sends with a listener, requests with replies, and a durable topic. Each is a
 * thread with a connection of its own, and pauses after each message. Their failures fail the soak.
 */
final class Applications implements AutoCloseable {

    private static final long PAUSE_MILLIS = 5;
    private static final long REPLY_MILLIS = 60_000;
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final ConnectionFactory factory;
    private final Histogram latency = new ConcurrentHistogram(MAX_NANOS, 3);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<CompletableFuture<Void>> senders = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Set<String> strange = ConcurrentHashMap.newKeySet();
    private final AtomicInteger received = new AtomicInteger();

    private interface Step {
        void take(int number) throws JMSException;
    }

    Applications(int port) throws JMSException {
        RestanteConnectionFactory made = new RestanteConnectionFactory("tcp://127.0.0.1:" + port);
        made.setUser("anna");
        made.setPassword(ServerProcess.PASSWORD);
        factory = made;
        sends("queue", false);
        sends("topic", true);
        asks();
    }

    private Session session() throws JMSException {
        Connection connection = factory.createConnection();
        connections.add(connection);
        connection.start();
        return connection.createSession();
    }

    private void repeat(Step step) {
        senders.add(CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; !ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
                    long begun = System.nanoTime();
                    step.take(i);
                    latency.recordValue(Math.min(MAX_NANOS, System.nanoTime() - begun));
                }
            } catch (JMSException e) {
                throw new CompletionException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void sends(String name, boolean toTopic) throws JMSException {
        Session receiving = session();
        MessageConsumer consumer = toTopic
                ? receiving.createSharedDurableConsumer(receiving.createTopic(name), "team")
                : receiving.createConsumer(receiving.createQueue(name));
        consumer.setMessageListener(this::receive);
        Session sending = session();
        MessageProducer producer =
                sending.createProducer(toTopic ? sending.createTopic(name) : sending.createQueue(name));
        repeat(number -> {
            String text = name + "-" + number;
            open.add(text);
            producer.send(sending.createTextMessage(text));
        });
    }

    private void receive(Message message) {
        try {
            String text = message.getBody(String.class);
            received.incrementAndGet();
            if (!open.remove(text)) {
                strange.add("received twice: " + text);
            }
        } catch (JMSException e) {
            strange.add(e.toString());
        }
    }

    private void asks() throws JMSException {
        Session answering = session();
        MessageProducer replies = answering.createProducer(null);
        answering.createConsumer(answering.createQueue("service")).setMessageListener(question -> {
            try {
                replies.send(question.getJMSReplyTo(), answering.createTextMessage(question.getBody(String.class)));
            } catch (JMSException e) {
                strange.add(e.toString());
            }
        });
        Session asking = session();
        TemporaryQueue mine = asking.createTemporaryQueue();
        MessageProducer producer = asking.createProducer(asking.createQueue("service"));
        MessageConsumer consumer = asking.createConsumer(mine);
        repeat(number -> {
            Message question = asking.createTextMessage("question-" + number);
            question.setJMSReplyTo(mine);
            producer.send(question);
            Message reply = consumer.receive(REPLY_MILLIS);
            if (reply == null || !reply.getBody(String.class).equals("question-" + number)) {
                strange.add("no reply to question " + number);
            }
            received.incrementAndGet();
        });
    }

    /** The latency of each message since the last call, in nanoseconds. */
    Histogram latency() {
        Histogram now = latency.copy();
        latency.reset();
        return now;
    }

    int received() {
        return received.get();
    }

    /** Stops sending. */
    void end() {
        ended.countDown();
        senders.forEach(CompletableFuture::join);
    }

    /** Messages that have not been received yet. */
    Set<String> missing() {
        return new TreeSet<>(open);
    }

    /** Messages that came twice, and failures. */
    Set<String> strange() {
        return new TreeSet<>(strange);
    }

    @Override
    public void close() throws JMSException {
        ended.countDown();
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
