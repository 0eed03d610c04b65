package org.restante.examples.kafka;

import jakarta.jms.JMSContext;
import java.io.IOException;
import org.restante.jms.RestanteConnectionFactory;

/** Sends numbered orders, one after the other, and prints the number of each whose send has returned. */
final class Producer {

    static final String ORDERS = "orders";

    private static final int PAUSE_MILLIS = 20;

    private Producer() {}

    /**
     * Runs it.
     *
     * @param args the URI of the brokers, and the first number
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (JMSContext context = new RestanteConnectionFactory(args[0]).createContext()) {
            for (long number = Long.parseLong(args[1]); !Child.parentHasEnded(PAUSE_MILLIS); number++) {
                System.out.println("sends " + number);
                context.createProducer().send(context.createQueue(ORDERS), Long.toString(number));
                System.out.println("sent " + number);
            }
        }
    }
}
