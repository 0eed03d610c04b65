package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageEOFException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Messages whose class belongs to another provider, of each message type and in each state. */
@Section("3.12")
class ForeignBodyTest extends ConformanceTest {

    @Test
    @Section("3.12")
    void foreignBytesMessageIsSentBeforeAndAfterReset() throws Exception {
        BytesMessage foreign = ForeignWrapper.of(BytesMessage.class, desk().createBytesMessage());
        foreign.writeBytes(new byte[10_000]);
        foreign.writeInt(7);
        Queue queue = queue();
        send(queue, foreign);
        foreign.reset();
        foreign.readInt();
        send(queue, foreign);
        MessageConsumer consumer = session().createConsumer(queue);
        for (int i = 0; i < 2; i++) {
            BytesMessage received = assertInstanceOf(BytesMessage.class, receive(consumer));
            assertEquals(10_004, received.getBodyLength());
            assertEquals(10_000, received.readBytes(new byte[10_000]));
            assertEquals(7, received.readInt());
        }
    }

    @Test
    @Section("3.12")
    void foreignStreamIsSentValueByValue() throws Exception {
        StreamMessage foreign = ForeignWrapper.of(StreamMessage.class, desk().createStreamMessage());
        Object[] values = {true, (byte) 1, (short) 2, 'c', 3, 4L, 5.5f, 6.5d, "seven", null};
        for (Object value : values) {
            foreign.writeObject(value);
        }
        foreign.writeBytes(new byte[] {8});
        StreamMessage received = sendAndReceive(StreamMessage.class, foreign);
        for (Object value : values) {
            assertEquals(value, received.readObject());
        }
        assertArrayEquals(new byte[] {8}, (byte[]) received.readObject());
        assertThrows(MessageEOFException.class, received::readObject);
    }

    @Test
    @Section("3.12")
    void foreignMapIsSentEntryByEntry() throws Exception {
        MapMessage foreign = ForeignWrapper.of(MapMessage.class, desk().createMapMessage());
        foreign.setChar("c", 'c');
        foreign.setString("null", null);
        foreign.setBytes("b", new byte[] {1});
        MapMessage received = sendAndReceive(MapMessage.class, foreign);
        assertEquals('c', received.getChar("c"));
        assertTrue(received.itemExists("null"));
        assertArrayEquals(new byte[] {1}, received.getBytes("b"));
    }

    @Test
    @Section("3.12")
    void foreignObjectIsSent() throws Exception {
        ObjectMessage foreign = ForeignWrapper.of(ObjectMessage.class, desk().createObjectMessage());
        foreign.setObject(new ArrayList<>(List.of("a")));
        assertEquals(List.of("a"), sendAndReceive(ObjectMessage.class, foreign).getObject());
    }

    @Test
    @Section("3.12")
    void foreignMessagesWithoutBodyAreSent() throws Exception {
        assertNull(sendAndReceive(TextMessage.class, ForeignWrapper.of(TextMessage.class, desk().createTextMessage()))
                .getText());
        assertNull(sendAndReceive(
                        ObjectMessage.class, ForeignWrapper.of(ObjectMessage.class, desk().createObjectMessage()))
                .getObject());
        Message plain = ForeignWrapper.of(Message.class, desk().createMessage());
        plain.setStringProperty("p", "x");
        Message received = sendAndReceive(Message.class, plain);
        assertEquals("x", received.getStringProperty("p"));
        assertFalse(received instanceof TextMessage || received instanceof BytesMessage);
    }

    @Test
    @Section("3.12")
    void headersAndPropertiesOfTheClientGoWithAForeignMessage() throws Exception {
        Queue replies = queue();
        TextMessage foreign = ForeignWrapper.of(TextMessage.class, text("a"));
        foreign.setJMSReplyTo(replies);
        foreign.setJMSType("type");
        foreign.setJMSCorrelationID("correlation");
        foreign.setByteProperty("b", (byte) 1);
        foreign.setFloatProperty("f", 2f);
        foreign.setStringProperty("nothing", null);
        foreign.setStringProperty("JMSXGroupID", "group");
        TextMessage received = sendAndReceive(TextMessage.class, foreign);
        assertEquals(replies.getQueueName(), ((Queue) received.getJMSReplyTo()).getQueueName());
        assertEquals("type", received.getJMSType());
        assertEquals("correlation", received.getJMSCorrelationID());
        assertEquals((byte) 1, received.getObjectProperty("b"));
        assertEquals(2f, received.getObjectProperty("f"));
        assertNull(received.getStringProperty("nothing"));
        assertEquals("group", received.getStringProperty("JMSXGroupID"));
    }

    @Test
    @Section("3.4.11")
    void eachHeaderOfTheSendIsSetOnTheForeignMessage() throws Exception {
        Queue queue = queue();
        TextMessage foreign = ForeignWrapper.of(TextMessage.class, text("a"));
        send(queue, foreign);
        Message received = receive(session().createConsumer(queue));
        assertEquals(queue.getQueueName(), ((Queue) foreign.getJMSDestination()).getQueueName());
        assertEquals(received.getJMSMessageID(), foreign.getJMSMessageID());
        assertEquals(received.getJMSTimestamp(), foreign.getJMSTimestamp());
        assertEquals(received.getJMSDeliveryTime(), foreign.getJMSDeliveryTime());
        assertEquals(received.getJMSExpiration(), foreign.getJMSExpiration());
        assertEquals(received.getJMSPriority(), foreign.getJMSPriority());
        assertEquals(received.getJMSDeliveryMode(), foreign.getJMSDeliveryMode());
    }

    @Test
    @Section({"3.12", "7.5", "7.6"})
    void simplifiedProducerSetsItsPropertiesAndHeadersOnAForeignMessage() throws Exception {
        Queue queue = queue();
        TextMessage foreign = ForeignWrapper.of(TextMessage.class, text("a"));
        foreign.setStringProperty("p", "message");
        context()
                .createProducer()
                .setProperty("p", "producer")
                .setJMSType("type")
                .setJMSCorrelationID("c")
                .setJMSReplyTo(queue)
                .send(queue, foreign);
        Message received = receive(session().createConsumer(queue));
        assertEquals("producer", received.getStringProperty("p"));
        assertEquals("type", received.getJMSType());
        assertEquals("c", received.getJMSCorrelationID());
        assertEquals(queue.getQueueName(), ((Queue) received.getJMSReplyTo()).getQueueName());
    }

    @Test
    @Section("3.4.7")
    void receivedMessageInAForeignClassIsForwardedAsANewMessage() throws Exception {
        TextMessage received = sendAndReceive(TextMessage.class, text("a"));
        TextMessage foreign = ForeignWrapper.of(TextMessage.class, received);
        TextMessage forwarded = sendAndReceive(TextMessage.class, foreign);
        assertEquals("a", forwarded.getText());
        assertEquals(1, forwarded.getIntProperty("JMSXDeliveryCount"));
        assertFalse(forwarded.getJMSRedelivered());
    }
}
