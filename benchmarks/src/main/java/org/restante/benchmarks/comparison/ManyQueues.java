package org.restante.benchmarks.comparison;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

/**
 * One session that sends one persistent message to each of many new queues, each by a producer of its own, and then opens a consumer on
 * each, receives the message and closes it. The warm-up does the same with a tenth of the queues.
 */
final class ManyQueues implements LoadProgram {

    private static final long LIMIT_MILLIS = 20_000;

    @Override
    public void run(Trial trial, Readings readings) throws Exception {
        try (Connection connection = trial.connections().createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            pass(trial, session, "warm", trial.size() / 10 + 1, new Readings());
            pass(trial, session, "many", trial.size(), readings);
        }
    }

    private static void pass(Trial trial, Session session, String prefix, int queues, Readings readings)
            throws JMSException {
        long cpu = trial.cpu().nanos();
        long start = System.nanoTime();
        for (int i = 0; i < queues; i++) {
            Queue queue = session.createQueue(prefix + i);
            MessageProducer producer = session.createProducer(queue);
            producer.send(session.createTextMessage(prefix + i));
            producer.close();
        }
        long middle = System.nanoTime();
        long used = trial.cpu().nanos();
        readings.add(queues * 1e9 / (middle - start), used - cpu, queues);
        int wrong = 0;
        for (int i = 0; i < queues; i++) {
            MessageConsumer consumer = session.createConsumer(session.createQueue(prefix + i));
            Message message = consumer.receive(LIMIT_MILLIS);
            if (!(message instanceof TextMessage text) || !text.getText().equals(prefix + i)) {
                wrong++;
            }
            consumer.close();
        }
        readings.add(queues * 1e9 / (System.nanoTime() - middle), trial.cpu().nanos() - used, queues);
        if (wrong > 0) {
            readings.mistake(wrong + " of " + queues + " queues had no message, or that of another queue");
        }
    }
}
