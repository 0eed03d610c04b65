package org.restante.benchmarks;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.nio.file.Path;
import org.restante.Restante;
import org.restante.jms.RestanteConnectionFactory;

/**
 * The time of one durable send to a topic with very many durable subscriptions, and of a start on the directory in which all these
 * messages wait, until the first of them is received from one of the subscriptions.
 */
public final class ManySubscriptions {

    private static final String TOPIC = "many";

    private ManySubscriptions() {}

    /** Arguments: subscriptions (several numbers, one run each), sends, restarts, bytes, dir. */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(
                given, "subscriptions=1000,10000,30000", "sends=20", "restarts=3", "bytes=256", "dir=target/data");
        for (int subscriptions : arguments.numbers("subscriptions")) {
            run(arguments, subscriptions);
        }
    }

    @SuppressWarnings("try") // the broker is only kept open, not called
    private static void run(Arguments arguments, int subscriptions) throws Exception {
        Path directory = Directories.empty(arguments.path("dir"), "many");
        String uri = "vm:many" + subscriptions + "?data=" + directory;
        Samples samples = new Samples();
        try (Restante broker = Restante.start(uri)) {
            ConnectionFactory connections = new RestanteConnectionFactory(uri);
            subscribe(connections, subscriptions);
            send(connections, arguments.number("sends"), arguments.number("bytes"), samples);
        }
        for (int i = 0; i < arguments.number("restarts"); i++) {
            restart(uri, samples);
        }
        samples.print(subscriptions + " durable subscriptions", "microseconds");
        Directories.delete(directory);
    }

    private static void subscribe(ConnectionFactory connections, int subscriptions) {
        try (JMSContext context = connections.createContext()) {
            Topic topic = context.createTopic(TOPIC);
            for (int i = 0; i < subscriptions; i++) {
                context.createSharedDurableConsumer(topic, name(i)).close();
            }
        }
    }

    private static String name(int number) {
        return "subscription-" + number;
    }

    private static void send(ConnectionFactory connections, int sends, int bytes, Samples samples) {
        try (JMSContext context = connections.createContext()) {
            Topic topic = context.createTopic(TOPIC);
            byte[] body = new byte[bytes];
            for (int i = 0; i < sends; i++) {
                long start = System.nanoTime();
                context.createProducer().send(topic, body);
                samples.add("send", (System.nanoTime() - start) / 1e3);
            }
        }
    }

    @SuppressWarnings("try") // the broker is only kept open, not called
    private static void restart(String uri, Samples samples) {
        long start = System.nanoTime();
        try (Restante broker = Restante.start(uri)) {
            samples.add("start", (System.nanoTime() - start) / 1e3);
            ConnectionFactory connections = new RestanteConnectionFactory(uri);
            try (JMSContext context = connections.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
                Topic topic = context.createTopic(TOPIC);
                JMSConsumer consumer = context.createSharedDurableConsumer(topic, name(0));
                if (consumer.receive(60_000) == null) {
                    throw new IllegalStateException("no message after the restart");
                }
                samples.add("start to first message", (System.nanoTime() - start) / 1e3);
            }
        }
    }
}
