package org.restante.examples;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.io.IOException;
import java.nio.file.Files;
import org.restante.jms.RestanteConnectionFactory;

/**
 * Anna subscribes to the news, goes away, comes back, and has missed nothing.
 *
 * <p>Each of the three sessions has its own connection, and with {@code idleTimeout=0} the broker ends with each session; the messages for Anna wait on disk. Three
 * processes, one after the other on the same directory, would have the same result.
 */
public final class AbsentSubscriber {

    private final ConnectionFactory factory;

    private AbsentSubscriber(ConnectionFactory factory) {
        this.factory = factory;
    }

    public static void main(String[] args) throws IOException {
        String data =
                args.length > 0 ? args[0] : Files.createTempDirectory("news").toString();
        AbsentSubscriber news =
                new AbsentSubscriber(new RestanteConnectionFactory("vm:news?idleTimeout=0&data=" + data));
        news.annaReads();
        news.publish("one", "two", "three");
        news.annaReads();
    }

    private void publish(String... texts) {
        try (JMSContext context = factory.createContext()) {
            Topic topic = context.createTopic("news");
            for (String text : texts) {
                context.createProducer().send(topic, text);
            }
            System.out.println("published " + texts.length + " while anna is away");
        }
    }

    /** A durable subscription is identified by the client identifier and its own name. */
    private void annaReads() {
        try (JMSContext context = factory.createContext()) {
            context.setClientID("anna");
            JMSConsumer inbox = context.createDurableConsumer(context.createTopic("news"), "inbox");
            String text = inbox.receiveBodyNoWait(String.class);
            if (text == null) {
                System.out.println("anna subscribes; nothing waits");
            }
            while (text != null) {
                System.out.println("anna reads " + text);
                text = inbox.receiveBodyNoWait(String.class);
            }
        }
    }
}
