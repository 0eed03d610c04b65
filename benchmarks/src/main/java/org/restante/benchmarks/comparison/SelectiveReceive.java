package org.restante.benchmarks.comparison;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;

/**
 * A deep queue of persistent messages, of which a consumer's selector takes one in a hundred, with AUTO_ACKNOWLEDGE and receive. Measures
 * the time from opening the consumer to the last of them. The warm-up does the same on a queue of a tenth of the depth.
 */
final class SelectiveReceive implements LoadProgram {

    private static final int KINDS = 100;
    private static final int BATCH = 500;
    private static final long LIMIT_MILLIS = 20_000;

    @Override
    public void run(Trial trial, Readings readings) throws Exception {
        try (Connection connection = trial.connections().createConnection()) {
            connection.start();
            pass(trial, connection, "warm", trial.size() / 10, new Readings());
            pass(trial, connection, "deep", trial.size(), readings);
        }
    }

    private static void pass(Trial trial, Connection connection, String queue, int depth, Readings readings)
            throws JMSException {
        fill(connection, queue, depth);
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        long cpu = trial.cpu().nanos();
        long start = System.nanoTime();
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue), "kind = 7");
        int expected = depth / KINDS;
        int received = 0;
        long last = -1;
        boolean inOrder = true;
        while (received < expected) {
            Message message = consumer.receive(LIMIT_MILLIS);
            if (message == null) {
                readings.mistake(received + " of " + expected + " selected messages came");
                break;
            }
            inOrder &= message.getIntProperty("kind") == 7 && message.getLongProperty("number") > last;
            last = message.getLongProperty("number");
            received++;
        }
        readings.add((System.nanoTime() - start) / 1e6, trial.cpu().nanos() - cpu, received);
        if (!inOrder) {
            readings.mistake("a message came twice, out of order, or was not selected");
        }
        if (consumer.receive(50) != null) {
            readings.mistake("more messages came than were selected");
        }
        session.close();
    }

    private static void fill(Connection connection, String queue, int depth) throws JMSException {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(queue));
        for (int i = 0; i < depth; i++) {
            Message message = session.createTextMessage("a message of a queue that is deep");
            message.setIntProperty("kind", i % KINDS);
            message.setLongProperty("number", i);
            producer.send(message);
            if (i % BATCH == BATCH - 1 || i == depth - 1) {
                session.commit();
            }
        }
        session.close();
    }
}
