package org.restante.benchmarks.comparison;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A producer of a stream: a thread with a connection of its own. Sends while the window has room. */
final class StreamProducer implements AutoCloseable {

    private final StreamShape shape;
    private final int number;
    private final Semaphore window;
    private final Consumer<Exception> failures;
    private final StreamCheck check;
    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final byte[] body;
    private final Thread thread = new Thread(this::send, "producer");
    private long sent;
    private volatile boolean stopping;

    StreamProducer(
            Connection connection,
            String destination,
            StreamShape shape,
            int number,
            Semaphore window,
            Consumer<Exception> failures)
            throws JMSException {
        this.shape = shape;
        this.number = number;
        this.window = window;
        this.failures = failures;
        this.check = new StreamCheck(shape.producers());
        this.connection = connection;
        this.body = new byte[shape.bytes()];
        this.session = shape.session(connection);
        this.producer = session.createProducer(
                shape.topic() ? session.createTopic(destination) : session.createQueue(destination));
        producer.setDeliveryMode(shape.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
    }

    void start() {
        thread.start();
    }

    private void send() {
        int group = Math.max(shape.batch(), StreamConsumer.GROUP);
        try {
            while (!stopping) {
                if (window.tryAcquire(group * shape.copies(), 100, TimeUnit.MILLISECONDS)) {
                    sendGroup(group);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JMSException | RuntimeException e) {
            failures.accept(e);
        }
    }

    private void sendGroup(int group) throws JMSException {
        for (int i = 0; i < group && (shape.batch() > 1 || !stopping); i++) {
            ByteBuffer.wrap(body).putInt(number).putLong(sent);
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            producer.send(message);
            check.sent(number, sent++);
        }
        if (shape.batch() > 1) {
            session.commit();
        }
    }

    /** Ends after the send, or the transaction, in progress. */
    void stop() {
        stopping = true;
    }

    /** Waits for the end of the thread and gives its check. */
    StreamCheck ended() throws InterruptedException {
        thread.join();
        return check;
    }

    long sent() {
        return sent;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
