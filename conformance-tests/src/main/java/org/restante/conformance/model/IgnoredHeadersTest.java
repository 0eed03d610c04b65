package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Header fields that the send sets: what the client has set before is ignored and overwritten, for sender and receiver. */
@Section("3.4.11")
class IgnoredHeadersTest extends ConformanceTest {

    @Test
    @Section({"3.4.9", "3.4.11"})
    void expirationOfTheClientIsReplaced() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSExpiration(1);
        TextMessage received = sendAndReceive(TextMessage.class, sent);
        assertEquals(0, sent.getJMSExpiration());
        assertEquals(0, received.getJMSExpiration());
    }

    @Test
    @Section({"3.4.4", "3.4.11"})
    void timestampOfTheClientIsReplaced() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSTimestamp(1);
        long before = CLOCK.millis();
        TextMessage received = sendAndReceive(TextMessage.class, sent);
        assertTrue(received.getJMSTimestamp() >= before);
        assertEquals(sent.getJMSTimestamp(), received.getJMSTimestamp());
    }

    @Test
    @Section({"3.4.3", "3.4.11"})
    void messageIdOfTheClientIsReplacedForTheReceiverToo() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSMessageID("ID:mine");
        TextMessage received = sendAndReceive(TextMessage.class, sent);
        assertNotEquals("ID:mine", received.getJMSMessageID());
        assertEquals(sent.getJMSMessageID(), received.getJMSMessageID());
    }

    @Test
    @Section({"3.4.1", "3.4.11"})
    void destinationOfTheClientIsReplacedForTheReceiverToo() throws Exception {
        Queue queue = queue();
        TextMessage sent = text("a");
        sent.setJMSDestination(topic());
        send(queue, sent);
        Destination received = receive(session().createConsumer(queue)).getJMSDestination();
        assertEquals(
                queue.getQueueName(), assertInstanceOf(Queue.class, received).getQueueName());
    }

    @Test
    @Section({"3.4.7", "3.4.11"})
    void redeliveredOfTheClientIsIgnored() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSRedelivered(true);
        TextMessage received = sendAndReceive(TextMessage.class, sent);
        assertFalse(received.getJMSRedelivered());
        assertEquals(1, received.getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    @Section("3.4.11")
    void headersOfAMessageFromOneSendAreReplacedByTheNext() throws Exception {
        Queue one = queue();
        Queue two = queue();
        TextMessage sent = text("a");
        MessageProducer producer = desk().createProducer(null);
        producer.send(one, sent, DeliveryMode.NON_PERSISTENT, 9, 60_000);
        producer.send(two, sent, DeliveryMode.PERSISTENT, 1, 0);
        Message second = receive(session().createConsumer(two));
        assertEquals(DeliveryMode.PERSISTENT, second.getJMSDeliveryMode());
        assertEquals(1, second.getJMSPriority());
        assertEquals(0, second.getJMSExpiration());
        Message first = receive(session().createConsumer(one));
        assertEquals(DeliveryMode.NON_PERSISTENT, first.getJMSDeliveryMode());
        assertEquals(9, first.getJMSPriority());
        assertTrue(first.getJMSExpiration() > 0);
    }

    @Test
    @Section({"3.4.3", "4.2.2"})
    void allSubscribersSeeTheHeadersOfTheOneSend() throws Exception {
        Topic topic = topic();
        List<MessageConsumer> consumers =
                List.of(session().createConsumer(topic), session().createConsumer(topic));
        TextMessage sent = text("a");
        desk().createProducer(topic).send(sent, DeliveryMode.NON_PERSISTENT, 7, 60_000);
        for (MessageConsumer consumer : consumers) {
            Message received = receive(consumer);
            assertEquals(sent.getJMSMessageID(), received.getJMSMessageID());
            assertEquals(sent.getJMSTimestamp(), received.getJMSTimestamp());
            assertEquals(sent.getJMSExpiration(), received.getJMSExpiration());
            assertEquals(DeliveryMode.NON_PERSISTENT, received.getJMSDeliveryMode());
            assertEquals(7, received.getJMSPriority());
        }
    }

    @Test
    @Section({"7.8", "7.9", "3.4.9"})
    @Needs(Capability.DELIVERY_DELAY)
    void expirationDoesNotBeginWithTheDelay() throws Exception {
        MessageProducer producer = desk().createProducer(queue());
        producer.setDeliveryDelay(60_000);
        producer.setTimeToLive(120_000);
        TextMessage message = text("a");
        long before = CLOCK.millis();
        producer.send(message);
        long after = CLOCK.millis();
        assertTrue(
                message.getJMSExpiration() >= before + 120_000 && message.getJMSExpiration() <= after + 120_000,
                "the expiration is not the time of the send plus the time to live");
        assertTrue(
                message.getJMSDeliveryTime() >= before + 60_000 && message.getJMSDeliveryTime() <= after + 60_000,
                "the delivery time is not the time of the send plus the delay");
    }

    @Test
    @Section({"7.8", "7.9"})
    @Needs(Capability.DELIVERY_DELAY)
    void delayedMessageOfATopicThatExpiresFirstIsNotDelivered() throws Exception {
        Topic topic = topic();
        MessageConsumer consumer = session().createConsumer(topic);
        MessageProducer producer = desk().createProducer(topic);
        producer.setDeliveryDelay(200);
        producer.setTimeToLive(20);
        producer.send(text("short"));
        producer.setTimeToLive(60_000);
        producer.send(text("long"));
        assertReceives(consumer, "long");
        assertNull(consumer.receiveNoWait());
    }
}
