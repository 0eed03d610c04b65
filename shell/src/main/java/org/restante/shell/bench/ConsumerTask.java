package org.restante.shell.bench;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.restante.shell.terminal.ShellException;

/** Receives and acknowledges messages of the run, on its own connection. Owned by its own thread. */
final class ConsumerTask implements AutoCloseable {

    private static final int WAIT = 100;

    private final BenchLoad load;
    private final JMSContext context;
    private final JMSConsumer consumer;
    private final Measure deliveries;
    private final AtomicLong received;
    private int open;

    /** Subscribes at once, so that it gets all messages sent from now on. */
    ConsumerTask(BenchLoad load, JMSContext connection, Measure deliveries, AtomicLong received) {
        this.load = load;
        this.deliveries = deliveries;
        this.received = received;
        context = connection.createContext(
                load.batch() > 0 ? JMSContext.SESSION_TRANSACTED : JMSContext.CLIENT_ACKNOWLEDGE);
        consumer = context.createConsumer(load.destination().in(context));
    }

    /** @param finished whether all messages have arrived, or none will */
    void run(BooleanSupplier finished) throws JMSException {
        while (!Thread.currentThread().isInterrupted() && !finished.getAsBoolean()) {
            Message message = consumer.receive(WAIT);
            if (message == null) {
                commit();
            } else {
                take(message);
            }
        }
        commit();
    }

    /** @throws ShellException if the message is not of this run; it is not acknowledged, and waits again */
    private void take(Message message) throws JMSException {
        if (!load.id().equals(message.getStringProperty(ProducerTask.RUN))) {
            throw ShellException.failed(
                    load.destination() + " has messages that are not of this run, such as " + message.getJMSMessageID()
                            + ", which was not acknowledged; name a destination without other users");
        }
        long now = System.nanoTime();
        if (load.batch() == 0) {
            message.acknowledge();
        }
        deliveries.add(now - message.getLongProperty(ProducerTask.DUE));
        received.incrementAndGet();
        if (++open >= load.batch()) {
            commit();
        }
    }

    private void commit() {
        if (load.batch() > 0 && open > 0) {
            context.commit();
        }
        open = 0;
    }

    @Override
    public void close() {
        context.close();
    }
}
