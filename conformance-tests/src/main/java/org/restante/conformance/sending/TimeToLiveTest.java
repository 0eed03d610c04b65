package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Messages that expire. */
@Section("7.8")
class TimeToLiveTest extends ConformanceTest {

    private static final long SHORT = 50;

    @Test
    @Section("7.8")
    void expiredMessageIsNotReceived() throws Exception {
        Queue queue = queue();
        MessageProducer producer = session().createProducer(queue);
        producer.setTimeToLive(SHORT);
        Message message = text("short");
        producer.send(message);
        send(queue, "long");
        awaitExpiry(message);
        assertReceives(session().createConsumer(queue), "long");
    }

    @Test
    @Section("7.8")
    void messageExpiresWhileTheConnectionOfItsConsumerIsStopped() throws Exception {
        Queue queue = queue();
        var connection = stoppedConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        Message message = text("short");
        session().createProducer(queue).send(message, DeliveryMode.PERSISTENT, 4, SHORT);
        send(queue, "long");
        awaitExpiry(message);
        connection.start();
        assertReceives(consumer, "long");
    }

    @Test
    @Section("7.8")
    void messageIsReceivedBeforeItExpires() throws Exception {
        Queue queue = queue();
        session().createProducer(queue).send(text("a"), DeliveryMode.PERSISTENT, 4, 60_000);
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("7.8")
    void messageExpiresInADurableSubscription() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Session session = connection(freshName()).createSession();
        session.createDurableConsumer(topic, name).close();
        Message message = text("short");
        session.createProducer(topic).send(message, DeliveryMode.PERSISTENT, 4, SHORT);
        send(topic, "long");
        awaitExpiry(message);
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        assertReceives(consumer, "long");
        consumer.close();
        session.unsubscribe(name);
    }

    @Test
    @Section("7.8")
    void timeToLiveRunsFromTheSendNotFromTheCommit() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        Message message = text("short");
        session.createProducer(queue).send(message, DeliveryMode.PERSISTENT, 4, SHORT);
        session.createProducer(queue).send(text("long"));
        awaitExpiry(message);
        session.commit();
        assertReceives(session().createConsumer(queue), "long");
    }

    @Test
    @Section("7.8")
    void expiredMessageIsNotBrowsed() throws Exception {
        Queue queue = queue();
        Message message = text("short");
        session().createProducer(queue).send(message, DeliveryMode.PERSISTENT, 4, SHORT);
        awaitExpiry(message);
        var messages = session().createBrowser(queue).getEnumeration();
        assertFalse(messages.hasMoreElements());
    }

    private static void awaitExpiry(Message message) throws JMSException {
        long expiration = message.getJMSExpiration();
        soon().until(() -> CLOCK.millis() > expiration);
    }
}
