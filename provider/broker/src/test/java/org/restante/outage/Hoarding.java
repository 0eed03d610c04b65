package org.restante.outage;

import jakarta.jms.JMSContext;
import java.io.IOException;
import org.restante.jms.RestanteConnectionFactory;

/** A process that takes a message and does not acknowledge it: {@code URI}. It says which, and waits to be killed. */
final class Hoarding {

    static final String QUEUE = "hoard";

    private Hoarding() {}

    public static void main(String[] args) throws IOException {
        try (JMSContext context = new RestanteConnectionFactory(args[0]).createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            System.out.println(
                    context.createConsumer(context.createQueue(QUEUE)).receiveBody(String.class, 30_000));
            System.in.read();
        }
    }
}
