package org.restante.soak;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.BitSet;
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
 * The applications whose latency is measured: persistent sends to a listener, to a durable subscription and to a receiver that
 * acknowledges, and requests with replies. Each is a thread with a connection of its own that reconnects, pauses after each message, and
 * repeats what ended in an exception; the latency is that of all attempts together. What must not happen is kept in {@link #strange}.
 */
final class Applications implements AutoCloseable {

    private static final long PAUSE_MILLIS = 5;
    private static final long RETRY_MILLIS = 50;
    private static final long REPLY_MILLIS = 60_000;
    private static final long ASK_AGAIN_MILLIS = 5_000;
    private static final int QUESTIONS = 30;
    private static final int BATCH = 10;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final String BODY = "x".repeat(1_000);

    private final RestanteConnectionFactory factory;
    private final Histogram latency = new ConcurrentHistogram(MAX_NANOS, 3);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<CompletableFuture<Void>> senders = new ArrayList<>();
    private final List<CompletableFuture<Void>> receivers = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();
    private final List<Receipts> receipts = new ArrayList<>();
    private final Set<String> strange = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean restarts;

    private interface Step {
        void take(int number) throws JMSException, InterruptedException;
    }

    private interface Attempt {
        void once() throws JMSException;
    }

    private interface Loop {
        void run() throws JMSException, InterruptedException;
    }

    Applications(int port) throws JMSException {
        factory = new RestanteConnectionFactory("tcp://127.0.0.1:" + port + "?reconnect=true");
        factory.setUser("anna");
        factory.setPassword(ServerProcess.PASSWORD);
        sends("queue", false);
        sends("topic", true);
        takes("taken");
        asks();
    }

    private Session session(int mode) throws JMSException {
        Connection connection = factory.createConnection();
        connection.setExceptionListener(this::fail);
        connections.add(connection);
        connection.start();
        return connection.createSession(mode);
    }

    private Session session() throws JMSException {
        return session(Session.AUTO_ACKNOWLEDGE);
    }

    /** An exception that no full disk may cause. It is allowed while the server is ended now and then. */
    private void fail(JMSException e) {
        failed.incrementAndGet();
        if (!restarts) {
            strange.add(e.toString());
        }
    }

    private static CompletableFuture<Void> begin(Loop loop) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        loop.run();
                    } catch (JMSException e) {
                        throw new CompletionException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                task -> new Thread(task, "application").start());
    }

    private void repeat(Step step) {
        senders.add(begin(() -> {
            for (int i = 0; !ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
                long begun = System.nanoTime();
                step.take(i);
                latency.recordValue(Math.min(MAX_NANOS, System.nanoTime() - begun));
            }
        }));
    }

    /** Tries until it succeeds; {@code unknown} is called when the outcome of an attempt is unknown. */
    private void insist(Attempt attempt, Runnable unknown) throws JMSException, InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            try {
                attempt.once();
                return;
            } catch (JMSException e) {
                if (System.nanoTime() - begun > PATIENCE_NANOS) {
                    throw e;
                }
                if (e instanceof ResourceAllocationException) {
                    refused.incrementAndGet();
                } else {
                    unknown.run();
                    fail(e);
                }
                closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private Receipts sending(String name, boolean toTopic) throws JMSException {
        Receipts sent = new Receipts(name);
        receipts.add(sent);
        Session sending = session();
        MessageProducer producer =
                sending.createProducer(toTopic ? sending.createTopic(name) : sending.createQueue(name));
        repeat(number -> {
            Message message = sending.createTextMessage(BODY);
            message.setIntProperty(Receipts.NUMBER, number);
            insist(() -> producer.send(message), () -> sent.repeats(number));
            sent.confirmed(number);
        });
        return sent;
    }

    private void sends(String name, boolean toTopic) throws JMSException {
        Session receiving = session();
        MessageConsumer consumer = toTopic
                ? receiving.createSharedDurableConsumer(receiving.createTopic(name), "team")
                : receiving.createConsumer(receiving.createQueue(name));
        Receipts sent = sending(name, toTopic);
        consumer.setMessageListener(message -> {
            try {
                sent.received(message);
            } catch (JMSException e) {
                strange.add(e.toString());
            }
        });
    }

    /** Acknowledges some messages at a time, so that the confirmation is known. A full disk must not refuse it. */
    private void takes(String name) throws JMSException {
        Session receiving = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = receiving.createConsumer(receiving.createQueue(name));
        Receipts sent = sending(name, false);
        receivers.add(begin(() -> {
            BitSet taken = new BitSet();
            while (closing.getCount() > 0) {
                Message message = consumer.receive(RETRY_MILLIS);
                if (message != null) {
                    taken.set(sent.received(message));
                    if (taken.cardinality() >= BATCH) {
                        insist(message::acknowledge, () -> {});
                        sent.acknowledged(taken);
                        taken.clear();
                    }
                }
            }
        }));
    }

    private void asks() throws JMSException {
        Session answering = session();
        MessageProducer replies = answering.createProducer(null);
        answering.createConsumer(answering.createQueue("service")).setMessageListener(question -> {
            try {
                Message reply = answering.createTextMessage(question.getBody(String.class));
                insist(() -> replies.send(question.getJMSReplyTo(), reply), () -> {});
            } catch (JMSException e) {
                strange.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Session asking = session();
        TemporaryQueue mine = asking.createTemporaryQueue();
        MessageProducer producer = asking.createProducer(asking.createQueue("service"));
        MessageConsumer consumer = asking.createConsumer(mine);
        repeat(number -> {
            Message question = asking.createTextMessage("question-" + number);
            question.setJMSReplyTo(mine);
            for (int asked = 0; asked < QUESTIONS; asked++) {
                insist(() -> producer.send(question), () -> {});
                if (isAnswered(consumer, "question-" + number)) {
                    return;
                }
            }
            strange.add("no reply to question " + number);
        });
    }

    /** The end of the server may take a reply with it, which waits in a temporary queue; then the question is asked again. */
    private boolean isAnswered(MessageConsumer consumer, String question) throws JMSException {
        long begun = System.nanoTime();
        boolean again = restarts;
        long patience = TimeUnit.MILLISECONDS.toNanos(again ? ASK_AGAIN_MILLIS : REPLY_MILLIS);
        while (System.nanoTime() - begun < patience) {
            Message reply = consumer.receive(ASK_AGAIN_MILLIS);
            if (reply != null && reply.getBody(String.class).equals(question)) {
                return true;
            }
            if (reply != null && !restarts) {
                strange.add("a reply to " + reply.getBody(String.class) + " came to " + question);
            }
        }
        if (!again && !restarts) {
            strange.add("no reply to " + question + " within a minute");
        }
        return false;
    }

    /** From now on the server is ended now and then. */
    void expectRestarts() {
        restarts = true;
        receipts.forEach(Receipts::expectRestarts);
    }

    /** The latency of each message since the last call, in nanoseconds. */
    Histogram latency() {
        Histogram now = latency.copy();
        latency.reset();
        return now;
    }

    /** How many sends were refused for a lack of room. */
    int refused() {
        return refused.get();
    }

    /** How many messages were received. */
    int received() {
        return receipts.stream().mapToInt(Receipts::received).sum();
    }

    /** Stops sending. */
    void end() {
        ended.countDown();
        senders.forEach(CompletableFuture::join);
    }

    /** Whether all that was confirmed has been received. */
    boolean isComplete() {
        return receipts.stream().allMatch(each -> each.missing().isEmpty());
    }

    /** What must not happen: messages that were lost, came twice as if new or after their acknowledgement, and failures. */
    Set<String> strange() {
        Set<String> all = new TreeSet<>(strange);
        for (Receipts each : receipts) {
            all.addAll(each.strange());
            if (!each.missing().isEmpty()) {
                all.add(each + "; lost: " + each.missing());
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return receipts + ", " + refused + " sends refused, " + failed + " calls failed while the server was ended";
    }

    @Override
    public void close() throws JMSException {
        ended.countDown();
        closing.countDown();
        for (CompletableFuture<Void> receiver : receivers) {
            receiver.join();
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
