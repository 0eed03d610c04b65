package org.restante.clock;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends numbered messages to a queue and receives them in transactions of ten: each must arrive once and in order. One thread sends, another
 * receives; each has a connection of its own.
 */
final class NumberedTransfer {

    private static final String QUEUE = "numbered";
    private static final int BATCH = 10;
    private static final long TIMEOUT_MILLIS = 500;
    private static final long PAUSE_MILLIS = 2;
    private static final int LAST_RECEIVES = 20;

    private final String name;
    private final ConnectionFactory connections;
    private final Stopwatch stopwatch;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final CountDownLatch allSent = new CountDownLatch(1);

    NumberedTransfer(String name, ConnectionFactory connections, Stopwatch stopwatch) {
        this.name = name;
        this.connections = connections;
        this.stopwatch = stopwatch;
    }

    private Connection connect() throws JMSException {
        Connection connection = connections.createConnection();
        connection.setExceptionListener(e -> stopwatch.fault(name + ": " + e));
        connection.start();
        return connection;
    }

    void send(CountDownLatch end) throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
        try {
            while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                Message message = session.createMessage();
                message.setLongProperty("number", sent.get());
                stopwatch.time(name + ": send", 0, () -> {
                    producer.send(message);
                    return null;
                });
                sent.incrementAndGet();
            }
        } finally {
            allSent.countDown();
        }
        stopwatch.time(name + ": close", 0, () -> {
            connection.close();
            return null;
        });
    }

    /** Receives until the sender has ended and everything was received, or a number of receives find nothing. */
    void receive() throws Exception {
        try (Connection connection = connect()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE));
            int open = 0;
            int nothing = 0;
            while (nothing < LAST_RECEIVES && (allSent.getCount() > 0 || received.get() < sent.get())) {
                Message message = receive(consumer);
                nothing = message == null && allSent.getCount() == 0 ? nothing + 1 : 0;
                if (message == null) {
                    continue;
                }
                check(message.getLongProperty("number"));
                if (++open % BATCH == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
    }

    private Message receive(MessageConsumer consumer) throws Exception {
        long begun = System.nanoTime();
        Message message = consumer.receive(TIMEOUT_MILLIS);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (message == null && took < TIMEOUT_MILLIS - 1) {
            stopwatch.fault(name + ": receive gave up after " + took + " ms, not " + TIMEOUT_MILLIS);
        }
        return message;
    }

    private void check(long number) {
        long expected = received.getAndIncrement();
        if (number != expected) {
            stopwatch.fault(name + ": message " + number + " came in place of " + expected);
        }
    }

    /** To be called when both threads have ended. */
    String result() {
        if (sent.get() != received.get()) {
            stopwatch.fault(name + ": " + sent + " sent and " + received + " received");
        }
        return name + ": " + sent + " sent, " + received + " received";
    }
}
