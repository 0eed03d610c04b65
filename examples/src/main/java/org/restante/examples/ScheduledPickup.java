package org.restante.examples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.restante.jms.RestanteConnectionFactory;

/**
 * A driver picks up parcels on a schedule of his own, two at a time. Between two visits the parcels wait, and he needs no connection.
 *
 * <p>A visit that fails before the acknowledgement leaves its parcels to the next one.
 */
public final class ScheduledPickup {

    private static final int PLACES = 2;

    private final ConnectionFactory factory = new RestanteConnectionFactory("vm:pickup");
    private final CountDownLatch visits = new CountDownLatch(4);

    public static void main(String[] args) throws InterruptedException {
        new ScheduledPickup().run();
    }

    private void run() throws InterruptedException {
        try (JMSContext shop = factory.createContext()) {
            for (int parcel = 1; parcel <= 5; parcel++) {
                shop.createProducer().send(shop.createQueue("parcels"), "parcel " + parcel);
            }
        }
        ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
        schedule.scheduleWithFixedDelay(this::visit, 0, 100, TimeUnit.MILLISECONDS);
        visits.await();
        schedule.shutdown();
    }

    /** Takes what waits, does not wait for more, and acknowledges all of it at once. */
    private void visit() {
        try (JMSContext driver = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
                JMSConsumer parcels = driver.createConsumer(driver.createQueue("parcels"))) {
            List<String> loaded = new ArrayList<>();
            Message parcel = parcels.receiveNoWait();
            while (parcel != null) {
                loaded.add(parcel.getBody(String.class));
                parcel = loaded.size() < PLACES ? parcels.receiveNoWait() : null;
            }
            driver.acknowledge();
            System.out.println("picked up " + loaded);
            visits.countDown();
        } catch (JMSException e) {
            throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
        }
    }
}
