package org.restante.benchmarks;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.restante.jms.RestanteConnectionFactory;

/** The child JVM of {@link RestartTime}: receives the first waiting message and leaves it in the queue, or receives all messages. */
final class ReceiveBacklog {

    private static final int BATCH = 1000;
    private static final long TIMEOUT_MILLIS = 60_000;

    private ReceiveBacklog() {}

    /** Arguments: uri, count (messages to receive; 0: receive one and halt, as if killed, without acknowledging it). */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(given, "uri=", "count=");
        int count = arguments.number("count");
        long start = System.nanoTime();
        try (Connection connection = new RestanteConnectionFactory(arguments.text("uri")).createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(SendingTask.QUEUE));
            Message first = consumer.receive(TIMEOUT_MILLIS);
            if (first == null) {
                throw new IllegalStateException("no message waits in " + arguments.text("uri"));
            }
            System.out.println("first=" + (System.nanoTime() - start));
            if (count == 0) {
                System.out.flush();
                Runtime.getRuntime().halt(0);
            }
            System.out.println("heap=" + Heap.used());
            drain(session, consumer, first, count);
        }
    }

    private static void drain(Session session, MessageConsumer consumer, Message first, int count) throws Exception {
        NumberedBodies numbered = new NumberedBodies();
        long start = System.nanoTime();
        Message message = first;
        while (message != null) {
            numbered.check(message.getBody(byte[].class));
            if (numbered.received() % BATCH == 0) {
                session.commit();
            }
            message = numbered.received() < count ? consumer.receive(TIMEOUT_MILLIS) : consumer.receiveNoWait();
        }
        session.commit();
        System.out.println("nanos=" + (System.nanoTime() - start));
        System.out.println("received=" + numbered.received());
        System.out.println("outOfOrder=" + numbered.outOfOrder());
    }
}
