package org.restante.examples.kafka;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import org.restante.jms.RestanteConnectionFactory;

/** Receives orders, and prints the number of each, before and after it is acknowledged. */
final class Consumer {

    private static final int PATIENCE_MILLIS = 200;

    private Consumer() {}

    /**
     * Runs it.
     *
     * @param args the URI of the brokers
     */
    public static void main(String[] args) throws IOException, InterruptedException, JMSException {
        try (JMSContext context = new RestanteConnectionFactory(args[0]).createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            JMSConsumer orders = context.createConsumer(context.createQueue(Producer.ORDERS));
            while (!Child.parentHasEnded(0)) {
                Message order = orders.receive(PATIENCE_MILLIS);
                if (order != null) {
                    String number = order.getBody(String.class);
                    System.out.println((order.getJMSRedelivered() ? "again " : "got ") + number);
                    order.acknowledge(); // once this returns, the order never comes back
                    System.out.println("acknowledged " + number);
                }
            }
        }
    }
}
