package org.restante.shell.bench;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.restante.shell.terminal.Pace;

/** Sends its share of the load, on its own connection. Owned by its own thread. */
final class ProducerTask {

    /** The property with the identifier of the run. */
    static final String RUN = "restante_bench";

    /** The property with the time a message was due, by the nanosecond clock of this process. */
    static final String DUE = "restante_bench_due";

    private final BenchLoad load;
    private final JMSContext connection;
    private final Measure sends;
    private final AtomicLong left;
    private final AtomicLong sent;
    private final List<Long> open = new ArrayList<>();

    /**
     * A producer.
     *
     * @param left how many messages all producers together still have to send
     * @param sent how many messages of all producers are committed
     */
    ProducerTask(BenchLoad load, JMSContext connection, Measure sends, AtomicLong left, AtomicLong sent) {
        this.load = load;
        this.connection = connection;
        this.sends = sends;
        this.left = left;
        this.sent = sent;
    }

    void run(long until) throws JMSException {
        int mode = load.batch() > 0 ? JMSContext.SESSION_TRANSACTED : JMSContext.AUTO_ACKNOWLEDGE;
        try (JMSContext context = connection.createContext(mode)) {
            Destination destination = load.destination().in(context);
            JMSProducer producer = context.createProducer()
                    .setDeliveryMode(load.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT)
                    .setProperty(RUN, load.id());
            byte[] body = new byte[load.size()];
            new Random(1).nextBytes(body); // random, because compressible content would give better results
            Pace pace = new Pace(load.rate() / load.producers(), System.nanoTime());
            while (!Thread.currentThread().isInterrupted()
                    && System.nanoTime() - until < 0
                    && left.getAndDecrement() > 0) {
                long due = pace.await();
                BytesMessage message = context.createBytesMessage();
                message.writeBytes(body);
                producer.setProperty(DUE, due).send(destination, message);
                done(context, due);
            }
            commit(context);
        }
    }

    private void done(JMSContext context, long due) {
        open.add(due);
        if (open.size() >= load.batch()) {
            commit(context);
        }
    }

    /** Commits, and counts the messages: a message is sent when its transaction is committed. */
    private void commit(JMSContext context) {
        if (load.batch() > 0 && !open.isEmpty()) {
            context.commit();
        }
        long now = System.nanoTime();
        open.forEach(due -> sends.add(now - due));
        sent.addAndGet(open.size());
        open.clear();
    }
}
