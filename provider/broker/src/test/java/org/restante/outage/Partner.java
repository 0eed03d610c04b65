package org.restante.outage;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.BufferedReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.restante.jms.RestanteConnectionFactory;

/**
 * One of several processes on one data directory: {@code URI NAME DIARY}. It sends to a queue and a topic and takes from both, and
 * writes a line for each send that returned and each message that came, before it acknowledges it. Told {@code rest} it sends no more;
 * told {@code end} it closes all.
 */
final class Partner {

    static final String QUEUE = "work";
    static final String TOPIC = "news";

    private static final long PATIENCE_MILLIS = 300;

    private final RestanteConnectionFactory factory;
    private final String name;
    private final Writer diary;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean sending = true;
    private volatile boolean working = true;

    private Partner(String uri, String name, Writer diary) {
        this.factory = new RestanteConnectionFactory(uri);
        this.name = name;
        this.diary = diary;
    }

    private interface Job {
        void run(Session session) throws JMSException;
    }

    public static void main(String[] args) throws IOException {
        try (Writer diary = new FileWriter(args[2], StandardCharsets.UTF_8)) {
            new Partner(args[0], args[1], diary).live();
        }
    }

    private void live() throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<CompletableFuture<Void>> all = new ArrayList<>();
        CompletableFuture<Boolean> connected = new CompletableFuture<>();
        CompletableFuture<Void> queue = begin(Session.AUTO_ACKNOWLEDGE, session -> {
            connected.complete(true);
            send(session, "q", session.createProducer(session.createQueue(QUEUE)));
        });
        CompletableFuture<Boolean> subscribed = new CompletableFuture<>();
        CompletableFuture<Void> topic = begin(Session.AUTO_ACKNOWLEDGE, session -> {
            subscribed.join(); // what was sent before is owed to nobody
            send(session, "t", session.createProducer(session.createTopic(TOPIC)));
        });
        all.add(begin(
                Session.CLIENT_ACKNOWLEDGE, session -> take("q", session.createConsumer(session.createQueue(QUEUE)))));
        CompletableFuture<Void> reading = begin(Session.CLIENT_ACKNOWLEDGE, session -> {
            MessageConsumer consumer = session.createSharedDurableConsumer(session.createTopic(TOPIC), "readers");
            subscribed.complete(true);
            take("t", consumer);
        });
        reading.exceptionally(failure -> {
            subscribed.completeExceptionally(failure);
            return null;
        });
        all.add(reading);
        CompletableFuture.anyOf(connected, queue).join();
        System.out.println("ready");
        orders.readLine();
        sending = false;
        queue.join();
        topic.join();
        System.out.println("rests");
        orders.readLine();
        working = false;
        all.forEach(CompletableFuture::join);
        threads.shutdown();
        System.out.println("ended");
    }

    private CompletableFuture<Void> begin(int mode, Job job) {
        return CompletableFuture.runAsync(
                () -> {
                    try (Connection connection = factory.createConnection()) {
                        connection.start();
                        job.run(connection.createSession(mode));
                    } catch (JMSException | RuntimeException e) {
                        write("failed " + e);
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    private void send(Session session, String kind, MessageProducer producer) throws JMSException {
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        for (int i = 0; sending; i++) {
            String text = kind + "-" + name + "-" + i;
            producer.send(session.createTextMessage(text));
            write("sent " + text);
        }
    }

    private void take(String kind, MessageConsumer consumer) throws JMSException {
        while (working) {
            Message message = consumer.receive(PATIENCE_MILLIS);
            if (message instanceof TextMessage text) {
                write("got " + text.getText() + " " + message.getJMSRedelivered() + " " + kind);
                Taken.acknowledge(message);
            }
        }
    }

    private void write(String line) {
        synchronized (diary) {
            try {
                diary.write(line + "\n");
                diary.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
