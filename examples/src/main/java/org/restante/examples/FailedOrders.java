package org.restante.examples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.Map;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.Settings;

/**
 * An order that cannot be processed is tried three times, then dead-lettered with its origin and the reason; an operator sends
 * it back.
 */
public final class FailedOrders {

    private static final String URI = "vm:letters";

    private FailedOrders() {}

    public static void main(String[] args) throws JMSException {
        ConnectionFactory factory = new RestanteConnectionFactory(URI);
        try (Admin admin = Admin.connect(URI);
                JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            admin.configure("queue:orders", Settings.of(Map.of("maxDeliveries", "3", "redeliveryDelay", "50")));
            Queue orders = context.createQueue("orders");
            context.createProducer().send(orders, "tea for nobody");
            context.commit();
            fail(context, orders);
            show(factory);
            System.out.println(admin.retry("DLQ.orders") + " sent back");
            System.out.println(receive(context, orders).getBody(String.class) + " is on the queue again");
            context.commit();
        }
    }

    private static void fail(JMSContext context, Queue orders) throws JMSException {
        try (var consumer = context.createConsumer(orders)) {
            for (int i = 0; i < 3; i++) {
                System.out.println("attempt " + consumer.receive().getIntProperty("JMSXDeliveryCount") + " fails");
                context.rollback();
            }
        }
    }

    private static void show(ConnectionFactory factory) throws JMSException {
        try (JMSContext context = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            Message letter = receive(context, context.createQueue("DLQ.orders"));
            System.out.println(
                    letter.getBody(String.class) + ", from " + letter.getStringProperty("JMS_RESTANTE_ORIGIN")
                            + ", after " + letter.getObjectProperty("JMS_RESTANTE_ATTEMPTS") + " attempts");
        }
    }

    private static Message receive(JMSContext context, Queue queue) {
        try (var consumer = context.createConsumer(queue)) {
            return consumer.receive();
        }
    }
}
