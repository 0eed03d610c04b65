package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The header fields that the send method sets. */
@Section("3.4")
class SentHeadersTest extends ConformanceTest {

    @Test
    @Section("3.4.1")
    void sendSetsTheDestination() throws Exception {
        Queue queue = queue();
        Message sent = text("a");
        sent.setJMSDestination(queue());
        send(queue, sent);
        assertEquals(queue.getQueueName(), ((Queue) sent.getJMSDestination()).getQueueName());
    }

    @Test
    @Section("3.4.1")
    void destinationOfAReceivedMessageIsEquivalentToTheOneItWasSentTo() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Message received = receive(session().createConsumer(queue));
        assertEquals(queue.getQueueName(), ((Queue) received.getJMSDestination()).getQueueName());
    }

    @Test
    @Section("3.4.1")
    void destinationOfAMessageFromATopicIsTheTopic() throws Exception {
        Topic topic = topic();
        var consumer = session().createConsumer(topic);
        send(topic, "a");
        assertEquals(topic.getTopicName(), ((Topic) receive(consumer).getJMSDestination()).getTopicName());
    }

    @Test
    @Section("3.4.2")
    void sendReplacesTheDeliveryModeSetOnTheMessage() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        Message sent = text("a");
        sent.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
        producer.send(sent);
        assertEquals(DeliveryMode.NON_PERSISTENT, sent.getJMSDeliveryMode());
        assertEquals(
                DeliveryMode.NON_PERSISTENT,
                receive(session().createConsumer(queue)).getJMSDeliveryMode());
    }

    @Test
    @Section("3.4.3")
    void messageIdStartsWithTheReservedPrefix() throws Exception {
        Message sent = text("a");
        sent.setJMSMessageID("ID:mine");
        send(queue(), sent);
        assertTrue(sent.getJMSMessageID().startsWith("ID:"), sent.getJMSMessageID());
        assertNotEquals("ID:mine", sent.getJMSMessageID());
    }

    @Test
    @Section("3.4.3")
    void messageIdIsNewForEachSendOfTheSameObject() throws Exception {
        Queue queue = queue();
        Message sent = text("a");
        send(queue, sent);
        String first = sent.getJMSMessageID();
        send(queue, sent);
        assertNotEquals(first, sent.getJMSMessageID());
    }

    @Test
    @Section("3.4.3")
    void messageIdIsTheSameForSenderAndReceiver() throws Exception {
        TextMessage sent = text("a");
        assertEquals(sendAndReceive(TextMessage.class, sent).getJMSMessageID(), sent.getJMSMessageID());
    }

    @Test
    @Section("3.4.3")
    void messageIdIsNullOrNormalWhenItIsDisabled() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        producer.setDisableMessageID(true);
        producer.send(text("a"));
        String id = receive(session().createConsumer(queue)).getJMSMessageID();
        assertTrue(id == null || id.startsWith("ID:"), id);
    }

    @Test
    @Section("3.4.3")
    void messageIdsOfSeveralConnectionsAreAllDifferent() throws Exception {
        Queue queue = queue();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            MessageProducer producer = session().createProducer(queue);
            for (int j = 0; j < 10; j++) {
                Message message = text("a");
                producer.send(message);
                ids.add(message.getJMSMessageID());
            }
        }
        assertEquals(30, ids.size());
    }

    @Test
    @Section("3.4.4")
    void timestampLiesBetweenTheCallOfSendAndItsReturn() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSTimestamp(1);
        Queue queue = queue();
        long before = CLOCK.millis();
        send(queue, sent);
        assertBetween(before, sent.getJMSTimestamp(), CLOCK.millis());
        Message received = receive(session().createConsumer(queue));
        assertEquals(sent.getJMSTimestamp(), received.getJMSTimestamp());
    }

    @Test
    @Section("3.4.4")
    void timestampIsZeroOrNormalWhenItIsDisabled() throws Exception {
        MessageProducer producer = desk().createProducer(queue());
        producer.setDisableMessageTimestamp(true);
        Message sent = text("a");
        long before = CLOCK.millis();
        producer.send(sent);
        if (sent.getJMSTimestamp() != 0) {
            assertBetween(before, sent.getJMSTimestamp(), CLOCK.millis());
        }
    }

    @Test
    @Section("3.4.9")
    void expirationIsTheTimeOfTheSendPlusTheTimeToLive() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        producer.setTimeToLive(60_000);
        Message sent = text("a");
        long before = CLOCK.millis();
        producer.send(sent);
        assertBetween(before + 60_000, sent.getJMSExpiration(), CLOCK.millis() + 60_000);
        Message received = receive(session().createConsumer(queue));
        assertEquals(sent.getJMSExpiration(), received.getJMSExpiration());
    }

    @Test
    @Section("3.4.9")
    void expirationIsZeroWithoutTimeToLive() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSExpiration(1);
        assertEquals(0, sendAndReceive(TextMessage.class, sent).getJMSExpiration());
        assertEquals(0, sent.getJMSExpiration());
    }

    @Test
    @Section("3.4.10")
    void sendReplacesThePrioritySetOnTheMessage() throws Exception {
        Queue queue = queue();
        Message sent = text("a");
        sent.setJMSPriority(1);
        desk().createProducer(queue).send(sent, DeliveryMode.PERSISTENT, 8, 0);
        assertEquals(8, sent.getJMSPriority());
        assertEquals(8, receive(session().createConsumer(queue)).getJMSPriority());
    }

    @Test
    @Section("3.4.13")
    void deliveryTimeWithoutDelayIsTheTimeOfTheSend() throws Exception {
        TextMessage sent = text("a");
        Queue queue = queue();
        long before = CLOCK.millis();
        send(queue, sent);
        assertBetween(before, sent.getJMSDeliveryTime(), CLOCK.millis());
        Message received = receive(session().createConsumer(queue));
        assertEquals(sent.getJMSDeliveryTime(), received.getJMSDeliveryTime());
    }

    @Test
    @Section("3.4.11")
    void deliveryTimeOfTheClientIsIgnored() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSDeliveryTime(CLOCK.millis() + 3_600_000);
        TextMessage received = sendAndReceive(TextMessage.class, sent);
        assertTrue(received.getJMSDeliveryTime() <= CLOCK.millis(), "kept the delivery time that the client set");
    }

    @Test
    @Section("3.4.13")
    void deliveryTimeIsTheSameForSenderAndReceiverAlsoWithoutTimestamps() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        producer.setDisableMessageTimestamp(true);
        Message sent = text("a");
        producer.send(sent);
        assertEquals(
                sent.getJMSDeliveryTime(),
                receive(session().createConsumer(queue)).getJMSDeliveryTime());
    }

    @Test
    @Section("3.5.9")
    void messageOfTheSenderHasNoDeliveryCount() throws Exception {
        TextMessage sent = text("a");
        TextMessage received = sendAndReceive(TextMessage.class, sent);
        assertFalse(sent.propertyExists("JMSXDeliveryCount"));
        assertTrue(received.propertyExists("JMSXDeliveryCount"));
        Enumeration<?> names = received.getPropertyNames();
        assertTrue(Collections.list(names).contains("JMSXDeliveryCount"));
    }

    @Test
    @Section("3.5.11")
    void deliveryCountOfTheClientIsIgnored() throws Exception {
        TextMessage sent = text("a");
        sent.setIntProperty("JMSXDeliveryCount", 7);
        assertEquals(1, sendAndReceive(TextMessage.class, sent).getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    @Section("3.4.7")
    void redeliveredIsNotSetOnAFirstDelivery() throws Exception {
        TextMessage sent = text("a");
        sent.setJMSRedelivered(true);
        assertFalse(sendAndReceive(TextMessage.class, sent).getJMSRedelivered());
    }

    private static void assertBetween(long low, long value, long high) {
        assertTrue(low <= value && value <= high, low + " <= " + value + " <= " + high);
    }
}
