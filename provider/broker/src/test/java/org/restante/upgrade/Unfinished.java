package org.restante.upgrade;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;

/**
 * Two clients in the middle of their work: with messages that are delivered and not acknowledged, temporary destinations, and
 * subscriptions that end with their consumers.
 */
final class Unfinished implements AutoCloseable {

    private static final long SOON = 10_000;

    private final JMSContext anna;
    private final JMSContext nobody;

    Unfinished(Site site) {
        anna = site.context(Definitions.CLIENT, JMSContext.CLIENT_ACKNOWLEDGE);
        nobody = site.context(JMSContext.SESSION_TRANSACTED);
    }

    void begin() throws JMSException {
        Queue unacknowledged = anna.createQueue("unacknowledged");
        for (int i = 1; i <= 4; i++) {
            anna.createProducer().send(unacknowledged, "unacknowledged " + i);
        }
        receive(anna, unacknowledged, 2);
        receive(nobody, nobody.createQueue("returned"), 1);
        subscribe();
        temporary();
    }

    private static void receive(JMSContext context, Queue queue, int count) {
        JMSConsumer consumer = context.createConsumer(queue);
        for (int i = 0; i < count; i++) {
            if (consumer.receive(SOON) == null) {
                throw new IllegalStateException("nothing came from " + queue);
            }
        }
    }

    private void subscribe() {
        Topic passing = anna.createTopic("news.passing");
        nobody.createConsumer(passing, "level > 0");
        nobody.createSharedConsumer(passing, "passing");
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
        nobody.close();
        anna.close();
    }
}
