package org.restante.examples;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.restante.jms.RestanteConnectionFactory;

/**
 * Moves what waits in a queue of one provider to another provider, with {@code jakarta.jms} alone.
 *
 * <p>A message leaves the old queue when the new one has it. After a kill between the two it is sent again, and its
 * identifier prevents a second copy.
 */
public final class Bridge {

    private static final long WAIT_MILLIS = 1000;

    private Bridge() {}

    public static void main(String[] args) throws JMSException {
        ConnectionFactory old = new RestanteConnectionFactory("vm:old"); // any provider's factory
        ConnectionFactory fresh = new RestanteConnectionFactory("vm:new");
        try (JMSContext shop = old.createContext();
                JMSContext check = fresh.createContext()) {
            shop.createProducer().setPriority(7).send(shop.createQueue("orders"), "tea");
            shop.createProducer().send(shop.createQueue("orders"), "coffee");
            System.out.println(move(old, fresh, "orders", InstantSource.system()) + " moved");
            try (var consumer = check.createConsumer(check.createQueue("orders"))) {
                System.out.println(consumer.receiveBody(String.class, WAIT_MILLIS));
                System.out.println(consumer.receiveBody(String.class, WAIT_MILLIS));
            }
        }
    }

    /** Returns how many messages were moved; ends when none has come for a second. */
    static int move(ConnectionFactory from, ConnectionFactory to, String name, InstantSource clock)
            throws JMSException {
        int moved = 0;
        try (Connection old = from.createConnection();
                JMSContext fresh = to.createContext()) {
            Session session = old.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(name));
            Queue target = fresh.createQueue(name);
            old.start();
            for (Message m = consumer.receive(WAIT_MILLIS); m != null; m = consumer.receive(WAIT_MILLIS)) {
                long expiration = m.getJMSExpiration();
                makeReady(m);
                fresh.createProducer()
                        .setDeliveryMode(m.getJMSDeliveryMode())
                        .setPriority(m.getJMSPriority())
                        .setTimeToLive(expiration == 0 ? 0 : Math.max(1, expiration - clock.millis()))
                        .send(target, m);
                session.commit();
                moved++;
            }
        }
        return moved;
    }

    /** Adds the identifier that prevents a second copy, and gives properties that are named {@code a-b} or {@code a.b} the name {@code a_b}. */
    private static void makeReady(Message message) throws JMSException {
        Map<String, Object> properties = new HashMap<>();
        for (Object name : Collections.list((Enumeration<?>) message.getPropertyNames())) {
            properties.put((String) name, message.getObjectProperty((String) name));
        }
        message.clearProperties(); // those of a received message are read-only until then
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            String name = property.getKey();
            if (!name.startsWith("JMSX") || name.startsWith("JMSXGroup")) {
                message.setObjectProperty(name.replaceAll("[-.]", "_"), property.getValue());
            }
        }
        message.setStringProperty("JMS_RESTANTE_DUPLICATE_ID", message.getJMSMessageID());
    }
}
