package org.restante.benchmarks.comparison;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Producers fill a queue with persistent messages of 1 KiB while nobody receives, then one consumer drains it; both sides commit after
 * every 100 messages. The comparison gives the broker's JVM a small heap. The warm-up does the same with a twentieth of the messages.
 */
final class DeepBacklog implements LoadProgram {

    private static final int PRODUCERS = 8;
    private static final int BATCH = 100;
    private static final int BYTES = 1024;
    private static final long LIMIT_MILLIS = 30_000;

    @Override
    public void run(Trial trial, Readings readings) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
        try {
            pass(trial, threads, "warm", trial.size() / 20, new Readings());
            pass(trial, threads, "backlog", trial.size(), readings);
        } finally {
            threads.shutdown();
        }
    }

    private static void pass(Trial trial, ExecutorService threads, String queue, int size, Readings readings)
            throws Exception {
        int each = Math.max(1, size / PRODUCERS);
        StreamCheck sent = new StreamCheck(PRODUCERS);
        long cpu = trial.cpu().nanos();
        long start = System.nanoTime();
        List<Callable<StreamCheck>> fills = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            int producer = i;
            fills.add(() -> fill(trial, queue, producer, each));
        }
        for (Future<StreamCheck> filled : threads.invokeAll(fills)) {
            sent.add(filled.get());
        }
        long middle = System.nanoTime();
        long used = trial.cpu().nanos();
        int count = each * PRODUCERS;
        readings.add(count * 1e9 / (middle - start), used - cpu, count);
        StreamCheck received = drain(trial, queue, count);
        readings.add(count * 1e9 / (System.nanoTime() - middle), trial.cpu().nanos() - used, count);
        received.compare(sent, readings);
    }

    private static StreamCheck fill(Trial trial, String queue, int number, int count) throws JMSException {
        StreamCheck check = new StreamCheck(PRODUCERS);
        try (Connection connection = trial.connections().createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            byte[] body = new byte[BYTES];
            for (int i = 0; i < count; i++) {
                ByteBuffer.wrap(body).putInt(number).putLong(i);
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(body);
                producer.send(message);
                check.sent(number, i);
                if (i % BATCH == BATCH - 1 || i == count - 1) {
                    session.commit();
                }
            }
        }
        return check;
    }

    private static StreamCheck drain(Trial trial, String queue, int count) throws JMSException {
        StreamCheck check = new StreamCheck(PRODUCERS);
        try (Connection connection = trial.connections().createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            for (int i = 0; i < count; i++) {
                Message message = consumer.receive(LIMIT_MILLIS);
                if (message == null) {
                    break;
                }
                check.received(message);
                if (i % BATCH == BATCH - 1 || i == count - 1) {
                    session.commit();
                }
            }
        }
        return check;
    }
}
