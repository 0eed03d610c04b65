package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** What a JMSProducer gives to its messages: copies of bodies, options, headers, and only as long as they are set. */
@Section("API: JMSProducer")
class JmsProducerValuesTest extends ConformanceTest {

    @Test
    @Section({"3.9", "3.12"})
    void bodyIsCopiedBySend() throws Exception {
        Queue queue = queue();
        Map<String, Object> map = new HashMap<>(Map.of("k", 1));
        byte[] bytes = {1, 2};
        ArrayList<String> list = new ArrayList<>(List.of("x"));
        JMSProducer producer = context().createProducer();
        producer.send(queue, map).send(queue, bytes).send(queue, list);
        map.put("k", 2);
        bytes[0] = 9;
        list.add("y");
        JMSConsumer consumer = context().createConsumer(queue);
        assertEquals(Map.of("k", 1), consumer.receiveBody(Map.class, SOON));
        assertArrayEquals(new byte[] {1, 2}, consumer.receiveBody(byte[].class, SOON));
        assertEquals(List.of("x"), consumer.receiveBody(List.class, SOON));
    }

    @Test
    @Section("7.6")
    void headerThatWasSetToNullIsNoLongerSetOnMessages() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSProducer producer = context.createProducer()
                .setJMSType("producer's")
                .setJMSCorrelationID("producer's")
                .setJMSReplyTo(queue);
        producer.setJMSType(null).setJMSCorrelationID(null).setJMSReplyTo(null);
        assertNull(producer.getJMSType());
        assertNull(producer.getJMSCorrelationID());
        assertNull(producer.getJMSReplyTo());
        producer.send(queue, "a");
        Message received = receive(session().createConsumer(queue));
        assertNull(received.getJMSType());
        assertNull(received.getJMSCorrelationID());
        assertNull(received.getJMSReplyTo());
    }

    @Test
    @Section("7.5")
    void propertyThatWasClearedIsTheMessagesOwnAgain() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        TextMessage message = context.createTextMessage("a");
        message.setStringProperty("p", "message's");
        JMSProducer producer = context.createProducer().setProperty("p", "producer's");
        producer.clearProperties();
        assertFalse(producer.propertyExists("p"));
        producer.send(queue, message);
        assertEquals("message's", receive(session().createConsumer(queue)).getStringProperty("p"));
    }

    /** Properties of a received message are read-only, headers never are: a producer that sets only headers can forward it. */
    @Test
    @Section({"3.10", "7.6"})
    void producerWithHeadersForwardsAReceivedMessage() throws Exception {
        Queue from = queue();
        Queue to = queue();
        TextMessage sent = text("a");
        sent.setStringProperty("p", "kept");
        send(from, sent);
        JMSContext context = context();
        Message received = context.createConsumer(from).receive(SOON);
        context.createProducer().setJMSType("forwarded").setPriority(7).send(to, received);
        Message forwarded = receive(session().createConsumer(to));
        assertEquals("forwarded", forwarded.getJMSType());
        assertEquals("kept", forwarded.getStringProperty("p"));
        assertEquals(7, forwarded.getJMSPriority());
    }

    @Test
    @Section("3.4.3")
    void idsOfAProducerThatDisablesThemAreNullOrNormal() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer().setDisableMessageID(true);
        assertTrue(producer.getDisableMessageID());
        producer.send(queue, "a");
        String id = receive(session().createConsumer(queue)).getJMSMessageID();
        assertTrue(id == null || id.startsWith("ID:"), id);
    }

    @Test
    @Section("3.4.4")
    void timestampsOfAProducerThatDisablesThemAreZeroOrNormal() throws Exception {
        Queue queue = queue();
        long before = CLOCK.millis();
        JMSProducer producer = context().createProducer().setDisableMessageTimestamp(true);
        assertTrue(producer.getDisableMessageTimestamp());
        producer.send(queue, "a");
        long timestamp = receive(session().createConsumer(queue)).getJMSTimestamp();
        assertTrue(timestamp == 0 || (timestamp >= before && timestamp <= CLOCK.millis()), () -> "" + timestamp);
    }

    @Test
    @Section("7.8")
    void timeToLiveOfAProducerEndsItsMessages() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        TextMessage message = context.createTextMessage("short");
        context.createProducer().setTimeToLive(1).send(queue, message);
        send(queue, "long");
        long expiration = message.getJMSExpiration();
        assertTrue(expiration > 0);
        soon().until(() -> CLOCK.millis() > expiration);
        assertReceives(session().createConsumer(queue), "long");
    }

    @Test
    @Section("6.2.7")
    void sendsOfATransactedContextAreSeenAfterItsCommit() throws Exception {
        Queue queue = queue();
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        MessageConsumer consumer = session().createConsumer(queue);
        context.createProducer().send(queue, "text").send(queue, Map.of("k", 1)).send(queue, new byte[] {1});
        assertNothingComes(consumer);
        context.commit();
        assertInstanceOf(TextMessage.class, receive(consumer));
        assertInstanceOf(MapMessage.class, receive(consumer));
        assertInstanceOf(BytesMessage.class, receive(consumer));
    }

    @Test
    @Section("7.1")
    void producerSendsToDestinationsOfEachKind() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        JMSContext context = context();
        TemporaryQueue temporary = context.createTemporaryQueue();
        JMSConsumer onTopic = context.createConsumer(topic);
        JMSProducer producer = context.createProducer().setJMSType("t");
        producer.send(queue, "queue").send(topic, "topic").send(temporary, "temporary");
        assertEquals("queue", context.createConsumer(queue).receiveBody(String.class, SOON));
        assertEquals("topic", onTopic.receiveBody(String.class, SOON));
        assertEquals("temporary", context.createConsumer(temporary).receiveBody(String.class, SOON));
    }

    @Test
    @Section("7.4")
    void optionsThatAreChangedApplyToLaterSendsOnly() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer();
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT).setPriority(6).send(queue, "first");
        producer.setDeliveryMode(DeliveryMode.PERSISTENT).setPriority(5).send(queue, "second");
        Session session = session();
        Message first = receive(session.createConsumer(queue, "JMSPriority = 6"));
        Message second = receive(session.createConsumer(queue, "JMSPriority = 5"));
        assertEquals("first", first.getBody(String.class));
        assertEquals(DeliveryMode.NON_PERSISTENT, first.getJMSDeliveryMode());
        assertEquals("second", second.getBody(String.class));
        assertEquals(DeliveryMode.PERSISTENT, second.getJMSDeliveryMode());
    }

    @Test
    @Section("7.4")
    void optionsSetOnTheMessageAreReplacedByThoseOfTheProducer() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        TextMessage message = context.createTextMessage("a");
        message.setJMSPriority(9);
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        message.setJMSExpiration(1);
        context.createProducer().send(queue, message);
        Message received = receive(session().createConsumer(queue));
        assertEquals(4, received.getJMSPriority());
        assertEquals(DeliveryMode.PERSISTENT, received.getJMSDeliveryMode());
        assertEquals(0, received.getJMSExpiration());
    }

    @Test
    @Section("6.2.9.2")
    void producersOfOneContextShareTheOrderOfItsSends() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add("m" + i);
            context.createProducer().send(queue, "m" + i);
        }
        assertEquals(sent, receiveTexts(session().createConsumer(queue), 20));
    }

    @Test
    @Section("7.6")
    void correlationIdOfAProducerIsReadAsItWasSet() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer().setJMSCorrelationID("ID:another");
        assertEquals("ID:another", producer.getJMSCorrelationID());
        producer.send(queue, "a");
        assertEquals("ID:another", receive(session().createConsumer(queue)).getJMSCorrelationID());
    }
}
