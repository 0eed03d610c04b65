package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** Messages with a delivery delay. */
@Section("7.9")
@Needs(Capability.DELIVERY_DELAY)
class DeliveryDelayTest extends ConformanceTest {

    private static final long DELAY = 400;

    @Test
    @Section("7.9")
    void delayedMessageIsNotReceivedBeforeItsDeliveryTime() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue);
        producer(session(), queue).send(text("a"));
        Message received = receive(consumer);
        assertTrue(CLOCK.millis() >= received.getJMSDeliveryTime(), "came before its delivery time");
    }

    @Test
    @Section("3.4.13")
    void deliveryTimeIsTheTimeOfTheSendPlusTheDelay() throws Exception {
        Queue queue = queue();
        Message message = text("a");
        long before = CLOCK.millis();
        producer(session(), queue).send(message);
        long time = message.getJMSDeliveryTime();
        assertTrue(
                before + DELAY <= time && time <= CLOCK.millis() + DELAY, before + " + " + DELAY + " is not " + time);
        assertEquals(time, receive(session().createConsumer(queue)).getJMSDeliveryTime());
    }

    @Test
    @Section("7.9")
    void delayedMessageDoesNotBlockLaterMessages() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue);
        producer(session(), queue).send(text("later"));
        send(queue, "now");
        assertReceives(consumer, "now", "later");
    }

    @Test
    @Section("7.9")
    void delayedMessageReachesAListener() throws Exception {
        Queue queue = queue();
        ReceivedMessages inbox = new ReceivedMessages();
        session().createConsumer(queue).setMessageListener(inbox);
        producer(session(), queue).send(text("a"));
        Message received = inbox.next();
        assertTrue(CLOCK.millis() >= received.getJMSDeliveryTime(), "came before its delivery time");
    }

    @Test
    @Section("7.9")
    void delayedMessageGoesToSubscriptionsThatExistedWhenItWasSent() throws Exception {
        Topic topic = topic();
        MessageConsumer early = session().createConsumer(topic);
        producer(session(), topic).send(text("a"));
        MessageConsumer late = session().createConsumer(topic);
        assertReceives(early, "a");
        assertNothingComes(late);
    }

    @Test
    @Section("7.9")
    void delayRunsFromTheSendNotFromTheCommit() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        Message message = text("a");
        producer(session, queue).send(message);
        long time = message.getJMSDeliveryTime();
        soon().until(() -> CLOCK.millis() > time);
        session.commit();
        Message received = receive(session().createConsumer(queue));
        assertEquals(time, received.getJMSDeliveryTime());
    }

    @Test
    @Section("7.9")
    void getDeliveryDelayReturnsTheDelayThatWasSet() throws Exception {
        MessageProducer producer = producer(session(), queue());
        assertEquals(DELAY, producer.getDeliveryDelay());
    }

    @Test
    @Section("6.2.9.2")
    void messageOfEarlierDeliveryTimeComesFirst() throws Exception {
        Queue queue = queue();
        Session session = session();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(2 * DELAY);
        producer.send(text("second"));
        producer.setDeliveryDelay(DELAY);
        producer.send(text("first"));
        assertReceives(session().createConsumer(queue), "first", "second");
    }

    @Test
    @Section("3.4.13")
    void delayedMessageIsNotBrowsedBeforeItsDeliveryTime() throws Exception {
        Queue queue = queue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryDelay(60_000);
        producer.send(text("later"));
        send(queue, "now");
        var messages = session().createBrowser(queue).getEnumeration();
        assertEquals("now", textOf((Message) messages.nextElement()));
        assertFalse(messages.hasMoreElements());
    }

    @Test
    @Section({"7.8", "7.9"})
    void delayedMessageThatExpiresFirstIsNotDelivered() throws Exception {
        Queue queue = queue();
        MessageProducer producer = producer(session(), queue);
        producer.setTimeToLive(1);
        producer.send(text("short"));
        producer.setTimeToLive(0);
        producer.send(text("long"));
        assertReceives(session().createConsumer(queue), "long");
    }

    @Test
    @Section("7.9")
    void delayOfTheProducerAppliesToSendsThatSetTheOtherOptions() throws Exception {
        Queue queue = queue();
        Message message = text("a");
        long before = CLOCK.millis();
        producer(session(), queue).send(message, DeliveryMode.NON_PERSISTENT, 9, 60_000);
        assertTrue(message.getJMSDeliveryTime() >= before + DELAY, "the delay of the producer was left out");
        Message received = receive(session().createConsumer(queue));
        assertTrue(CLOCK.millis() >= received.getJMSDeliveryTime(), "came before its delivery time");
        assertEquals(9, received.getJMSPriority());
    }

    @Test
    @Section("7.9")
    void delayedMessageIsKeptForADurableSubscriptionWithoutConsumer() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Session session = connection(freshName()).createSession();
        session.createDurableConsumer(topic, name).close();
        producer(session(), topic).send(text("a"));
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        Message received = receive(consumer);
        assertTrue(CLOCK.millis() >= received.getJMSDeliveryTime(), "came before its delivery time");
        consumer.close();
        session.unsubscribe(name);
    }

    @Test
    @Section("7.9")
    void delayOfASimplifiedProducerAppliesToItsSends() throws Exception {
        Queue queue = queue();
        long before = CLOCK.millis();
        context().createProducer().setDeliveryDelay(DELAY).send(queue, "a");
        Message received = receive(session().createConsumer(queue));
        assertTrue(received.getJMSDeliveryTime() >= before + DELAY, "the delay of the producer was left out");
        assertTrue(CLOCK.millis() >= received.getJMSDeliveryTime(), "came before its delivery time");
    }

    @Test
    @Section("6.2.7")
    void delayedMessageOfARolledBackTransactionNeverComes() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = producer(session, queue);
        producer.send(text("rolled back"));
        session.rollback();
        producer.send(text("committed"));
        session.commit();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "committed");
        assertNothingComes(consumer);
    }

    private static MessageProducer producer(Session session, Destination to) throws Exception {
        MessageProducer producer = session.createProducer(to);
        producer.setDeliveryDelay(DELAY);
        return producer;
    }
}
