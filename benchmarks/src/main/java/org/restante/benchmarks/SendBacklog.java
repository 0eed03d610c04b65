package org.restante.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.restante.Restante;
import org.restante.jms.RestanteConnectionFactory;

/** The child JVM of {@link MillionWaiting}: sends numbered messages without a consumer, then halts, as if killed. */
final class SendBacklog {

    private SendBacklog() {}

    /** Arguments: uri, count (a multiple of the producers), bytes, producers, batch (messages of a transaction; 1 for none). */
    @SuppressWarnings("try") // the broker is only kept open, not called
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(given, "uri=", "count=", "bytes=", "producers=", "batch=");
        String uri = arguments.text("uri");
        try (Restante broker = Restante.start(uri)) {
            long before = Heap.used();
            long start = System.nanoTime();
            send(new RestanteConnectionFactory(uri), arguments);
            System.out.println("nanos=" + (System.nanoTime() - start));
            System.out.println("heap=" + (Heap.used() - before));
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    private static void send(ConnectionFactory connections, Arguments arguments) throws Exception {
        int producers = arguments.number("producers");
        int each = arguments.number("count") / producers;
        ExecutorService threads = Executors.newFixedThreadPool(producers);
        try (Connection connection = connections.createConnection()) {
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < producers; i++) {
                int producer = i;
                sending.add(threads.submit(() -> {
                    send(connection, producer, each, arguments);
                    return null;
                }));
            }
            for (Future<?> one : sending) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void send(Connection connection, int producer, int count, Arguments arguments) throws Exception {
        int bytes = arguments.number("bytes");
        int batch = arguments.number("batch");
        try (Session session = batch > 1
                ? connection.createSession(true, Session.SESSION_TRANSACTED)
                : connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer sender = session.createProducer(session.createQueue(SendingTask.QUEUE));
            for (int number = 0; number < count; number++) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(NumberedBodies.body(bytes, producer, number));
                sender.send(message);
                if (batch > 1 && ((number + 1) % batch == 0 || number + 1 == count)) {
                    session.commit();
                }
            }
        }
    }
}
