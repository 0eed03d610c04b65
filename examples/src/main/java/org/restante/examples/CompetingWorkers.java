package org.restante.examples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.concurrent.CountDownLatch;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteSession;

/**
 * Three workers share a queue of parcels; each parcel is packed once, by one of them, and is removed when its worker acknowledges it.
 *
 * <p>Parcel 7 fails the first time. Its worker puts it back, and the next worker sees that it is the second attempt.
 */
public final class CompetingWorkers {

    private static final int PARCELS = 12;

    private final CountDownLatch unpacked = new CountDownLatch(PARCELS);

    public static void main(String[] args) throws InterruptedException {
        new CompetingWorkers().run(new RestanteConnectionFactory(args.length > 0 ? args[0] : "vm:parcels"));
    }

    @SuppressWarnings("try") // the workers only need to be open
    private void run(ConnectionFactory factory) throws InterruptedException {
        try (JMSContext anna = hire(factory, "anna");
                JMSContext ben = hire(factory, "ben");
                JMSContext cleo = hire(factory, "cleo");
                JMSContext shop = factory.createContext()) {
            for (int parcel = 1; parcel <= PARCELS; parcel++) {
                shop.createProducer().send(shop.createQueue("parcels"), "parcel " + parcel);
            }
            unpacked.await();
        }
    }

    /** A worker has its own connection, and a listener that acknowledges one message at a time. */
    private JMSContext hire(ConnectionFactory factory, String name) {
        JMSContext worker = factory.createContext(RestanteSession.INDIVIDUAL_ACKNOWLEDGE);
        JMSConsumer parcels = worker.createConsumer(worker.createQueue("parcels"));
        parcels.setMessageListener(message -> work(worker, name, message));
        return worker;
    }

    private void work(JMSContext worker, String name, Message message) {
        try {
            String parcel = message.getBody(String.class);
            int attempt = message.getIntProperty("JMSXDeliveryCount");
            if (parcel.equals("parcel 7") && attempt == 1) {
                System.out.println(name + " gives back " + parcel);
                worker.recover();
            } else {
                System.out.println(name + " packs " + parcel + ", attempt " + attempt);
                message.acknowledge(); // once this returns, the parcel is never delivered again, even after a kill
                unpacked.countDown();
            }
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
