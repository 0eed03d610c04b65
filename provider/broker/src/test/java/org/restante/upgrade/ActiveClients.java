package org.restante.upgrade;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;

/**
 * Two connected clients with unfinished work: delivered messages that are not acknowledged, temporary destinations, and
 * non-durable subscriptions.
 */
final class ActiveClients implements AutoCloseable {

    private static final long SOON = 10_000;

    private final JMSContext anna;
    private final JMSContext unidentified;

    ActiveClients(DirectoryBroker broker) {
        anna = broker.context(Definitions.CLIENT, JMSContext.CLIENT_ACKNOWLEDGE);
        unidentified = broker.context(JMSContext.SESSION_TRANSACTED);
    }

    void begin() throws JMSException {
        Queue unacknowledged = anna.createQueue("unacknowledged");
        for (int i = 1; i <= 4; i++) {
            anna.createProducer().send(unacknowledged, "unacknowledged " + i);
        }
        receive(anna, unacknowledged, 2);
        receive(unidentified, unidentified.createQueue("returned"), 1);
        subscribe();
        temporary();
    }

    private static void receive(JMSContext context, Queue queue, int count) {
        JMSConsumer consumer = context.createConsumer(queue);
        for (int i = 0; i < count; i++) {
            if (consumer.receive(SOON) == null) {
                throw new IllegalStateException("no message came from " + queue);
            }
        }
    }

    private void subscribe() {
        Topic passing = anna.createTopic("news.passing");
        unidentified.createConsumer(passing, "level > 0");
        unidentified.createSharedConsumer(passing, "passing");
        anna.createDurableConsumer(passing, "interrupted");
        anna.createProducer().setProperty("level", 1).send(passing, "in passing");
    }

    private void temporary() throws JMSException {
        Queue temporary = anna.createTemporaryQueue();
        anna.createConsumer(anna.createTemporaryTopic());
        anna.createProducer().send(temporary, "gone with its connection");
        Message request = anna.createTextMessage("a request");
        request.setJMSReplyTo(temporary);
        anna.createProducer().send(anna.createQueue("requests"), request);
    }

    @Override
    public void close() {
        unidentified.close();
        anna.close();
    }
}
