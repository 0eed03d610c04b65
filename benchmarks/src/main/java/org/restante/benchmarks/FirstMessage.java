package org.restante.benchmarks;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.restante.jms.RestanteConnectionFactory;

/** The child JVM of {@link StartToFirstMessage}: sends one message to an embedded broker, receives it, and prints its body. */
final class FirstMessage {

    private FirstMessage() {}

    /** Argument: the URI. Without an argument the JVM ends at once, to measure an empty JVM. */
    public static void main(String[] given) throws Exception {
        if (given.length == 0) {
            System.out.println("received=nothing");
            return;
        }
        long start = System.nanoTime();
        try (Connection connection = new RestanteConnectionFactory(given[0]).createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("first");
            session.createProducer(queue).send(session.createTextMessage("hello"));
            MessageConsumer consumer = session.createConsumer(queue);
            Message message = consumer.receive(10_000);
            if (message == null) {
                throw new IllegalStateException("no message came within 10 s");
            }
            System.out.println("received=" + message.getBody(String.class));
            System.out.println("nanos=" + (System.nanoTime() - start));
        }
    }
}
