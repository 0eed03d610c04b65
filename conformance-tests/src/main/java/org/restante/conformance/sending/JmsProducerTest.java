package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The methods of a JMSProducer. */
@Section("7.10")
class JmsProducerTest extends ConformanceTest {

    @Test
    @Section("7.10")
    void settersReturnTheProducer() throws Exception {
        JMSProducer producer = context().createProducer();
        assertSame(producer, producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT));
        assertSame(producer, producer.setPriority(3));
        assertSame(producer, producer.setTimeToLive(1000));
        assertSame(producer, producer.setDeliveryDelay(0));
        assertSame(producer, producer.setDisableMessageID(true));
        assertSame(producer, producer.setDisableMessageTimestamp(true));
        assertSame(producer, producer.setProperty("p", "x"));
        assertSame(producer, producer.setJMSType("t"));
        assertSame(producer, producer.setJMSCorrelationID("c"));
        assertSame(producer, producer.setJMSReplyTo(queue()));
        assertSame(producer, producer.setAsync(null));
        assertSame(producer, producer.clearProperties());
    }

    @Test
    @Section("7.10")
    void sendReturnsTheProducer() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer();
        assertSame(producer, producer.send(queue, "a"));
        assertSame(producer, producer.send(queue, text("b")));
        assertReceives(session().createConsumer(queue), "a", "b");
    }

    @Test
    @Section("7.10")
    void optionsOfTheChainReachTheMessage() throws Exception {
        Queue queue = queue();
        context()
                .createProducer()
                .setProperty("foo", "bar")
                .setTimeToLive(60_000)
                .setPriority(8)
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .send(queue, "body");
        Message received = receive(session().createConsumer(queue));
        assertEquals("bar", received.getStringProperty("foo"));
        assertEquals(8, received.getJMSPriority());
        assertEquals(DeliveryMode.NON_PERSISTENT, received.getJMSDeliveryMode());
        assertTrue(received.getJMSExpiration() > 0);
        assertEquals("body", textOf(received));
    }

    @Test
    @Section("7.4")
    void simplifiedProducerHasTheDefaultsOfTheSpecification() throws Exception {
        JMSProducer producer = context().createProducer();
        assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode());
        assertEquals(4, producer.getPriority());
        assertEquals(0, producer.getTimeToLive());
        assertEquals(0, producer.getDeliveryDelay());
        assertFalse(producer.getDisableMessageID());
        assertFalse(producer.getDisableMessageTimestamp());
        assertNull(producer.getAsync());
        assertEquals(Set.of(), producer.getPropertyNames());
        assertNull(producer.getJMSType());
    }

    @Test
    @Section("7.2")
    void bodyBecomesAMessageOfItsType() throws Exception {
        Queue queue = queue();
        Map<String, Object> map = new HashMap<>(Map.of("one", 1));
        JMSProducer producer = context().createProducer();
        producer.send(queue, "text");
        producer.send(queue, map);
        producer.send(queue, new byte[] {1, 2});
        producer.send(queue, (Serializable) new ArrayList<>(List.of("x")));
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals(
                "text", assertInstanceOf(TextMessage.class, receive(consumer)).getText());
        assertEquals(1, assertInstanceOf(MapMessage.class, receive(consumer)).getInt("one"));
        assertArrayEquals(
                new byte[] {1, 2},
                assertInstanceOf(BytesMessage.class, receive(consumer)).getBody(byte[].class));
        assertEquals(
                List.of("x"),
                assertInstanceOf(ObjectMessage.class, receive(consumer)).getObject());
    }

    @Test
    @Section("API: JMSProducer")
    void bodyCanBeNull() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer();
        producer.send(queue, (String) null);
        producer.send(queue, (Serializable) null);
        MessageConsumer consumer = session().createConsumer(queue);
        assertNull(assertInstanceOf(TextMessage.class, receive(consumer)).getText());
        assertNull(assertInstanceOf(ObjectMessage.class, receive(consumer)).getObject());
    }

    @Test
    @Section("7.5")
    void propertiesOfTheProducerReplacePropertiesOfTheMessage() throws Exception {
        Queue queue = queue();
        TextMessage message = text("a");
        message.setStringProperty("both", "message");
        message.setStringProperty("own", "message");
        context()
                .createProducer()
                .setProperty("both", "producer")
                .setProperty("added", 5)
                .send(queue, message);
        Message received = receive(session().createConsumer(queue));
        assertEquals("producer", received.getStringProperty("both"));
        assertEquals("message", received.getStringProperty("own"));
        assertEquals(5, received.getIntProperty("added"));
    }

    @Test
    @Section("7.6")
    void headersOfTheProducerReplaceHeadersOfTheMessage() throws Exception {
        Queue queue = queue();
        Queue replies = queue();
        TextMessage message = text("a");
        message.setJMSType("message");
        message.setJMSCorrelationID("message");
        JMSProducer producer = context().createProducer();
        producer.setJMSType("producer").setJMSCorrelationID("producer").setJMSReplyTo(replies);
        producer.send(queue, message);
        Message received = receive(session().createConsumer(queue));
        assertEquals("producer", received.getJMSType());
        assertEquals("producer", received.getJMSCorrelationID());
        assertEquals(replies.getQueueName(), ((Queue) received.getJMSReplyTo()).getQueueName());
    }

    @Test
    @Section("7.6")
    void headersOfTheMessageAreKeptIfTheProducerHasNone() throws Exception {
        Queue queue = queue();
        TextMessage message = text("a");
        message.setJMSType("message");
        message.setJMSCorrelationID("message");
        context().createProducer().send(queue, message);
        Message received = receive(session().createConsumer(queue));
        assertEquals("message", received.getJMSType());
        assertEquals("message", received.getJMSCorrelationID());
    }

    @Test
    @Section("7.5")
    void producerHasPropertiesOfAllTypes() throws Exception {
        JMSProducer producer = context().createProducer();
        producer.setProperty("z", true).setProperty("b", (byte) 1).setProperty("s", (short) 2);
        producer.setProperty("i", 3).setProperty("l", 4L).setProperty("f", 5f).setProperty("d", 6d);
        producer.setProperty("t", "seven").setProperty("o", (Object) 8);
        assertEquals(Set.of("z", "b", "s", "i", "l", "f", "d", "t", "o"), producer.getPropertyNames());
        assertTrue(producer.getBooleanProperty("z"));
        assertEquals(1, producer.getByteProperty("b"));
        assertEquals(2, producer.getShortProperty("s"));
        assertEquals(3, producer.getIntProperty("i"));
        assertEquals(4L, producer.getLongProperty("l"));
        assertEquals(5f, producer.getFloatProperty("f"));
        assertEquals(6d, producer.getDoubleProperty("d"));
        assertEquals("seven", producer.getStringProperty("t"));
        assertEquals(8, producer.getObjectProperty("o"));
        assertTrue(producer.propertyExists("z"));
        producer.clearProperties();
        assertFalse(producer.propertyExists("z"));
    }

    @Test
    @Section("3.5.4")
    void propertiesOfTheProducerAreConvertedLikePropertiesOfAMessage() throws Exception {
        JMSProducer producer = context().createProducer();
        producer.setProperty("i", 3).setProperty("t", "7");
        assertEquals(3L, producer.getLongProperty("i"));
        assertEquals("3", producer.getStringProperty("i"));
        assertEquals(7, producer.getIntProperty("t"));
        assertThrows(MessageFormatRuntimeException.class, () -> producer.getShortProperty("i"));
        assertThrows(MessageFormatRuntimeException.class, () -> producer.getBooleanProperty("i"));
    }

    @Test
    @Section("API: JMSProducer")
    void wrongPropertiesAreRefused() throws Exception {
        JMSProducer producer = context().createProducer();
        assertThrows(IllegalArgumentException.class, () -> producer.setProperty("", "x"));
        assertThrows(IllegalArgumentException.class, () -> producer.setProperty(null, 1));
        assertThrows(MessageFormatRuntimeException.class, () -> producer.setProperty("p", BigDecimal.ONE));
    }

    @Test
    @Section("10.3")
    void wrongSendsThrowRuntimeExceptions() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer();
        assertThrows(InvalidDestinationRuntimeException.class, () -> producer.send(null, "a"));
        assertThrows(MessageFormatRuntimeException.class, () -> producer.send(queue, (Message) null));
    }

    @Test
    @Section("7.3")
    void simplifiedProducerSendsAsynchronously() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        JMSContext context = context();
        JMSProducer producer = context.createProducer().setAsync(completions);
        assertSame(completions, producer.getAsync());
        producer.send(queue, "a").send(queue, "b");
        assertEquals("a", textOf(completions.next()));
        assertEquals("b", textOf(completions.next()));
        assertReceives(session().createConsumer(queue), "a", "b");
    }
}
