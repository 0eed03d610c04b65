package org.restante.benchmarks.comparison;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A consumer of a stream on a connection of its own: a listener, or a thread that calls receive. */
final class StreamConsumer {

    /** Permits are given back in groups, so that the semaphore is not what is measured. */
    static final int GROUP = 25;

    private static final long POLL_MILLIS = 200;

    private final StreamShape shape;
    private final Semaphore window;
    private final StreamCheck check;
    private final Connection connection;
    private final Session session;
    private final MessageConsumer consumer;
    private final AtomicLong done = new AtomicLong();
    private final Consumer<Exception> failures;
    private int open;
    private volatile boolean stopping;
    private final Thread thread = new Thread(this::receive, "consumer");

    StreamConsumer(
            Connection connection,
            String destination,
            StreamShape shape,
            int number,
            Semaphore window,
            Consumer<Exception> failures)
            throws JMSException {
        this.shape = shape;
        this.window = window;
        this.failures = failures;
        this.check = new StreamCheck(shape.producers());
        this.connection = connection;
        if (shape.destination() == StreamShape.Destination.DURABLE_TOPIC) {
            connection.setClientID("client-" + number);
        }
        this.session = shape.session(connection);
        this.consumer = switch (shape.destination()) {
            case QUEUE -> session.createConsumer(session.createQueue(destination));
            case TOPIC -> session.createConsumer(session.createTopic(destination));
            case DURABLE_TOPIC ->
                session.createDurableSubscriber(session.createTopic(destination), destination + "-" + number);
        };
    }

    void start(boolean listener) throws JMSException {
        if (listener) {
            consumer.setMessageListener(message -> {
                try {
                    take(message);
                } catch (JMSException | RuntimeException e) {
                    failures.accept(e);
                }
            });
        } else {
            thread.start();
        }
        connection.start();
    }

    private void receive() {
        try {
            while (!stopping) {
                Message message = consumer.receive(POLL_MILLIS);
                if (message != null) {
                    take(message);
                }
            }
        } catch (JMSException | RuntimeException e) {
            failures.accept(e);
        }
    }

    private void take(Message message) throws JMSException {
        check.received(message);
        open++;
        if (shape.batch() > 1) {
            if (open == shape.batch()) {
                session.commit();
                finish();
            }
        } else {
            done.lazySet(done.get() + 1);
            if (open == GROUP) {
                open = 0;
                window.release(GROUP);
            }
        }
    }

    private void finish() {
        done.lazySet(done.get() + open);
        window.release(open);
        open = 0;
    }

    /** The messages received so far; with transactions, committed. */
    long done() {
        return done.get();
    }

    /** The check, after {@link #close}. */
    StreamCheck check() {
        return check;
    }

    void close() throws JMSException, InterruptedException {
        stopping = true;
        thread.join();
        connection.close();
    }
}
