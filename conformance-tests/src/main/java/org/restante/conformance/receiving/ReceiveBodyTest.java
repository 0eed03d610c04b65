package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Receiving a body without its message. */
@Section("8.6")
class ReceiveBodyTest extends ConformanceTest {

    @Test
    @Section("8.6")
    void receiveBodyReturnsABodyOfTheRequestedType() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(queue);
        Map<String, Object> map = new HashMap<>(Map.of("one", 1));
        context.createProducer()
                .send(queue, "text")
                .send(queue, map)
                .send(queue, new byte[] {1, 2})
                .send(queue, (Serializable) new ArrayList<>(List.of("x")));
        assertEquals("text", consumer.receiveBody(String.class, SOON));
        assertEquals(map, consumer.receiveBody(Map.class, SOON));
        assertArrayEquals(new byte[] {1, 2}, consumer.receiveBody(byte[].class, SOON));
        assertEquals(List.of("x"), consumer.receiveBody(Serializable.class, SOON));
    }

    @Test
    @Section("8.6")
    void receiveBodyWaitsUntilAMessageComes() throws Exception {
        Queue queue = queue();
        JMSConsumer consumer = context().createConsumer(queue);
        var receiving = inBackground(() -> consumer.receiveBody(String.class));
        assertTrue(receiving.staysBusy());
        send(queue, "a");
        assertEquals("a", receiving.result());
    }

    @Test
    @Section("8.6")
    void receiveBodyReturnsNullWhenNothingComes() throws Exception {
        JMSConsumer consumer = context().createConsumer(queue());
        assertNull(consumer.receiveBody(String.class, QUIET));
        assertNull(consumer.receiveBodyNoWait(String.class));
    }

    @Test
    @Section("8.6")
    void receiveBodyNoWaitReturnsAWaitingBody() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSConsumer consumer = context().createConsumer(queue);
        assertEquals("a", soon().until(() -> consumer.receiveBodyNoWait(String.class), Objects::nonNull));
    }

    @Test
    @Section("8.6")
    void messageWithoutAFittingBodyIsRefused() throws Exception {
        Queue queue = queue();
        StreamMessage stream = desk().createStreamMessage();
        stream.writeInt(1);
        send(queue, stream);
        JMSConsumer fromStream = context().createConsumer(queue);
        assertThrows(MessageFormatRuntimeException.class, () -> fromStream.receiveBody(Object.class, SOON));

        Queue other = queue();
        send(other, desk().createMessage());
        JMSConsumer fromPlain = context().createConsumer(other);
        assertThrows(MessageFormatRuntimeException.class, () -> fromPlain.receiveBody(String.class, SOON));
    }

    @Test
    @Section("8.6")
    void messageOfAnUnsuitableTypeIsNotConsumedInAutoMode() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        JMSConsumer consumer = context(JMSContext.AUTO_ACKNOWLEDGE).createConsumer(queue);
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Map.class, SOON));
        Message again = consumer.receive(SOON);
        assertEquals("a", textOf(again));
        assertFalse(again.getJMSRedelivered());
        assertEquals(1, again.getIntProperty("JMSXDeliveryCount"));
        assertEquals("b", consumer.receiveBody(String.class, SOON));
    }

    @Test
    @Section("8.6")
    void messageOfAnUnsuitableTypeIsNotConsumedInDupsOkMode() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        JMSConsumer consumer = context(JMSContext.DUPS_OK_ACKNOWLEDGE).createConsumer(queue);
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Integer.class, SOON));
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(byte[].class));
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBodyNoWait(Map.class));
        Message again = consumer.receive(SOON);
        assertEquals("a", textOf(again));
        assertFalse(again.getJMSRedelivered());
        assertEquals("b", consumer.receiveBody(String.class, SOON));
    }

    @Test
    @Section("8.6")
    void messageOfEachTypeWithoutBodyIsRefused() throws Exception {
        Queue queue = queue();
        send(queue, desk().createTextMessage());
        send(queue, desk().createObjectMessage());
        send(queue, desk().createMessage());
        JMSConsumer consumer = context(JMSContext.CLIENT_ACKNOWLEDGE).createConsumer(queue);
        for (int i = 0; i < 3; i++) {
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Object.class, SOON));
        }
        assertNull(consumer.receive(QUIET));
    }

    @Test
    @Section("8.6")
    void bodyCanBeReceivedAsAnySupertype() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(queue);
        context.createProducer()
                .send(queue, "a")
                .send(queue, "b")
                .send(queue, Map.of("one", 1))
                .send(queue, new byte[] {1})
                .send(queue, (Serializable) 7)
                .send(queue, (Serializable) 8);
        assertEquals("a", consumer.receiveBody(CharSequence.class, SOON));
        assertEquals("b", consumer.receiveBody(Object.class, SOON));
        assertEquals(Map.of("one", 1), consumer.receiveBody(Object.class, SOON));
        assertArrayEquals(new byte[] {1}, (byte[]) consumer.receiveBody(Object.class, SOON));
        assertEquals(7, consumer.receiveBody(Number.class, SOON));
        assertEquals(8, consumer.receiveBody(Integer.class, SOON));
    }

    @Test
    @Section("8.6")
    void receiveBodyReturnsNullWhenItsConsumerIsClosed() throws Exception {
        JMSConsumer consumer = context().createConsumer(queue());
        var receiving = inBackground(() -> consumer.receiveBody(String.class));
        assertTrue(receiving.staysBusy());
        consumer.close();
        assertNull(receiving.result());
    }

    @Test
    @Section("8.6")
    void messageOfAnUnsuitableTypeIsAcknowledgedByTheCommit() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        JMSConsumer consumer = context.createConsumer(queue);
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Map.class, SOON));
        context.commit();
        context.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("8.6")
    void receivedBodyIsAcknowledgedInAutoMode() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSContext context = context();
        assertEquals("a", context.createConsumer(queue).receiveBody(String.class, SOON));
        context.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("8.6")
    void messageOfAnUnsuitableTypeCountsAsReceivedInClientMode() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE);
        JMSConsumer consumer = context.createConsumer(queue);
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Map.class, SOON));
        assertEquals("b", consumer.receiveBody(String.class, SOON));
        context.recover();
        Message again = consumer.receive(SOON);
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    @Section("8.6")
    void messageOfAnUnsuitableTypeCountsAsReceivedInATransaction() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        JMSConsumer consumer = context.createConsumer(queue);
        assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Map.class, SOON));
        assertEquals("b", consumer.receiveBody(String.class, SOON));
        context.rollback();
        Message again = consumer.receive(SOON);
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
        context.commit();
    }
}
