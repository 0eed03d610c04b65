package org.restante.moving;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.restante.jms.RestanteConnectionFactory;

/** A connection, and queues that no other test uses. */
@Timeout(60)
abstract class MovedApplication {

    static final String URI = "vm:moving";
    private static final AtomicInteger QUEUES = new AtomicInteger();
    private static final long WAIT_MILLIS = 10_000;

    final ConnectionFactory factory = new RestanteConnectionFactory(URI);
    Connection connection;

    @BeforeEach
    void connect() throws JMSException {
        connection = factory.createConnection();
        connection.start();
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    final Session session(int mode) throws JMSException {
        return connection.createSession(mode);
    }

    static String newName() {
        return "moved." + QUEUES.incrementAndGet();
    }

    final void send(String queue, String... texts) throws JMSException {
        try (Session session = session(Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    static Message next(MessageConsumer consumer) throws JMSException {
        return consumer.receive(WAIT_MILLIS);
    }

    /** The text of a message, its JMSXDeliveryCount, and R if it is redelivered. */
    static String counted(Message message) throws JMSException {
        return message.getBody(String.class)
                + message.getIntProperty("JMSXDeliveryCount")
                + (message.getJMSRedelivered() ? "R" : "");
    }

    static List<String> nextCounted(MessageConsumer consumer, int number) throws JMSException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            all.add(counted(next(consumer)));
        }
        return all;
    }

    /** The texts of all that waits in a queue, without taking it. */
    final List<String> waiting(String queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Session session = session(Session.AUTO_ACKNOWLEDGE)) {
            Queue browsed = session.createQueue(queue);
            try (var browser = session.createBrowser(browsed)) {
                var messages = browser.getEnumeration();
                while (messages.hasMoreElements()) {
                    texts.add(((Message) messages.nextElement()).getBody(String.class));
                }
            }
        }
        return texts;
    }
}
