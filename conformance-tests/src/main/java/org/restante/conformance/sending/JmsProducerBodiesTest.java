package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The messages that a JMSProducer makes of bodies, and their headers. */
@Section("7.2")
class JmsProducerBodiesTest extends ConformanceTest {

    @Test
    @Section("API: JMSProducer")
    void nullBodyBecomesAMessageWithoutBody() throws Exception {
        Queue queue = queue();
        context()
                .createProducer()
                .send(queue, (String) null)
                .send(queue, (Map<String, Object>) null)
                .send(queue, (byte[]) null)
                .send(queue, (Serializable) null);
        MessageConsumer consumer = session().createConsumer(queue);
        assertNull(assertInstanceOf(TextMessage.class, receive(consumer)).getText());
        assertFalse(assertInstanceOf(MapMessage.class, receive(consumer))
                .getMapNames()
                .hasMoreElements());
        assertEquals(0, assertInstanceOf(BytesMessage.class, receive(consumer)).getBodyLength());
        assertNull(assertInstanceOf(ObjectMessage.class, receive(consumer)).getObject());
    }

    @Test
    @Section("7.2")
    void mapWithAValueOfEachTypeBecomesAMapMessage() throws Exception {
        Queue queue = queue();
        Map<String, Object> map = new HashMap<>();
        List<Object> values = Arrays.asList(true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6d, "seven", null);
        for (int i = 0; i < values.size(); i++) {
            map.put("e" + i, values.get(i));
        }
        map.put("bytes", new byte[] {1});
        context().createProducer().send(queue, map);
        MapMessage received = (MapMessage) receive(session().createConsumer(queue));
        for (int i = 0; i < values.size(); i++) {
            assertEquals(values.get(i), received.getObject("e" + i));
        }
        assertArrayEquals(new byte[] {1}, received.getBytes("bytes"));
    }

    @Test
    @Section("API: JMSProducer")
    void bodyThatCannotBeSentThrowsAFormatException() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer();
        Map<String, Object> map = Map.of("e", BigDecimal.ONE);
        assertThrows(MessageFormatRuntimeException.class, () -> producer.send(queue, map));
        Serializable holder = new ArrayList<>(List.of(new Object()));
        assertThrows(MessageFormatRuntimeException.class, () -> producer.send(queue, holder));
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("API: JMSProducer")
    void eachSendNeedsADestination() throws Exception {
        JMSProducer producer = context().createProducer();
        TextMessage message = text("a");
        List<Executable> calls = List.of(
                () -> producer.send(null, message),
                () -> producer.send(null, "a"),
                () -> producer.send(null, Map.of("e", 1)),
                () -> producer.send(null, new byte[] {1}),
                () -> producer.send(null, (Serializable) 1));
        assertAllThrow(InvalidDestinationRuntimeException.class, calls);
    }

    @Test
    @Section("6.2.15")
    void producerOfAClosedContextCannotSend() throws Exception {
        Queue queue = queue();
        TextMessage message = text("a");
        JMSContext context = context();
        JMSProducer producer = context.createProducer();
        context.close();
        List<Executable> calls = List.of(
                () -> producer.send(queue, message),
                () -> producer.send(queue, "a"),
                () -> producer.send(queue, Map.of("e", 1)),
                () -> producer.send(queue, new byte[] {1}),
                () -> producer.send(queue, (Serializable) 1));
        assertAllThrow(IllegalStateRuntimeException.class, calls);
    }

    @Test
    @Section("7.4")
    void invalidOptionsAreRefused() throws Exception {
        JMSProducer producer = context().createProducer();
        assertThrows(JMSRuntimeException.class, () -> producer.setDeliveryMode(3));
        assertThrows(JMSRuntimeException.class, () -> producer.setDeliveryMode(0));
        assertThrows(JMSRuntimeException.class, () -> producer.setPriority(-1));
        assertThrows(JMSRuntimeException.class, () -> producer.setPriority(10));
        assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode());
        assertEquals(4, producer.getPriority());
    }

    @Test
    @Section("7.6")
    void producerReturnsTheHeadersThatWereSet() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer();
        assertNull(producer.getJMSCorrelationID());
        assertNull(producer.getJMSReplyTo());
        producer.setJMSCorrelationID("c").setJMSType("t").setJMSReplyTo(queue);
        assertEquals("c", producer.getJMSCorrelationID());
        assertEquals("t", producer.getJMSType());
        assertEquals(queue, producer.getJMSReplyTo());
        producer.setJMSCorrelationID(null).setJMSType(null).setJMSReplyTo(null);
        assertNull(producer.getJMSCorrelationID());
        assertNull(producer.getJMSType());
        assertNull(producer.getJMSReplyTo());
    }

    @Test
    @Section("7.6")
    void headersOfTheProducerAreSetOnAMessageMadeFromABody() throws Exception {
        Queue queue = queue();
        Topic replies = topic();
        context()
                .createProducer()
                .setJMSCorrelationID("c")
                .setJMSType("t")
                .setJMSReplyTo(replies)
                .send(queue, new byte[] {1});
        Message received = receive(session().createConsumer(queue));
        assertEquals("c", received.getJMSCorrelationID());
        assertEquals("t", received.getJMSType());
        assertEquals(
                replies.getTopicName(),
                assertInstanceOf(Topic.class, received.getJMSReplyTo()).getTopicName());
    }

    @Test
    @Section("API: JMSProducer")
    void correlationIdOfTheProducerAsBytesIsCopiedOrRefused() throws Exception {
        Queue queue = queue();
        byte[] id = {0, 1, -1};
        JMSProducer producer = context().createProducer();
        try {
            producer.setJMSCorrelationIDAsBytes(id);
        } catch (UnsupportedOperationException permitted) {
            assertNull(producer.getJMSCorrelationID(), permitted::getMessage);
            return;
        }
        id[0] = 9;
        assertArrayEquals(new byte[] {0, 1, -1}, producer.getJMSCorrelationIDAsBytes());
        producer.send(queue, "a");
        assertArrayEquals(
                new byte[] {0, 1, -1}, receive(session().createConsumer(queue)).getJMSCorrelationIDAsBytes());
    }

    @Test
    @Section("7.4")
    void optionsOfTheProducerApplyToEachTypeOfBody() throws Exception {
        Queue queue = queue();
        context()
                .createProducer()
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setPriority(7)
                .setTimeToLive(60_000)
                .send(queue, "a")
                .send(queue, new byte[] {1})
                .send(queue, Map.of("e", 1))
                .send(queue, (Serializable) 1)
                .send(queue, text("b"));
        MessageConsumer consumer = session().createConsumer(queue);
        for (int i = 0; i < 5; i++) {
            Message received = receive(consumer);
            assertEquals(DeliveryMode.NON_PERSISTENT, received.getJMSDeliveryMode());
            assertEquals(7, received.getJMSPriority());
            assertEquals(received.getJMSTimestamp() + 60_000, received.getJMSExpiration());
        }
    }
}
