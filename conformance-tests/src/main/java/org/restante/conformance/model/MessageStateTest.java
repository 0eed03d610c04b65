package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Each reading and each writing method of a message in each state: write-only, read-only, cleared. */
@Section("3.11.2")
class MessageStateTest extends ConformanceTest {

    private static final List<Class<?>> TYPES =
            List.of(BytesMessage.class, MapMessage.class, ObjectMessage.class, StreamMessage.class, TextMessage.class);

    @Test
    @Section("API: BytesMessage")
    void newBytesMessageIsWriteOnly() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        assertAllWork(Accessors.bytesWrites(message));
        assertAllThrow(MessageNotReadableException.class, Accessors.bytesReads(message));
    }

    @Test
    @Section("API: BytesMessage")
    void receivedBytesMessageIsReadOnlyForEachWriter() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        message.writeInt(1);
        BytesMessage received = sendAndReceive(BytesMessage.class, message);
        assertAllThrow(MessageNotWriteableException.class, Accessors.bytesWrites(received));
        received.clearBody();
        assertAllThrow(MessageNotReadableException.class, Accessors.bytesReads(received));
        assertAllWork(Accessors.bytesWrites(received));
    }

    @Test
    @Section("API: BytesMessage")
    void eachReadOfAnEmptyBytesMessageThrowsAnEofException() throws Exception {
        BytesMessage received = sendAndReceive(BytesMessage.class, desk().createBytesMessage());
        assertEquals(0, received.getBodyLength());
        assertAllThrow(MessageEOFException.class, Accessors.bytesReads(received));
        assertEquals(-1, received.readBytes(new byte[1]));
        assertEquals(-1, received.readBytes(new byte[2], 1));
    }

    @Test
    @Section("API: StreamMessage")
    void newStreamMessageIsWriteOnly() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        assertAllWork(Accessors.streamWrites(message));
        assertAllThrow(MessageNotReadableException.class, Accessors.streamReads(message));
    }

    @Test
    @Section("API: StreamMessage")
    void receivedStreamMessageIsReadOnlyForEachWriter() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeInt(1);
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        assertAllThrow(MessageNotWriteableException.class, Accessors.streamWrites(received));
        received.clearBody();
        assertAllThrow(MessageNotReadableException.class, Accessors.streamReads(received));
        assertAllWork(Accessors.streamWrites(received));
    }

    @Test
    @Section("API: StreamMessage")
    void eachReadOfAnEmptyStreamMessageThrowsAnEofException() throws Exception {
        StreamMessage received = sendAndReceive(StreamMessage.class, desk().createStreamMessage());
        assertAllThrow(MessageEOFException.class, Accessors.streamReads(received));
    }

    @Test
    @Section("API: MapMessage")
    void receivedMapMessageIsReadOnlyForEachWriter() throws Exception {
        MapMessage message = desk().createMapMessage();
        assertAllWork(Accessors.mapWrites(message, "e"));
        MapMessage received = sendAndReceive(MapMessage.class, message);
        assertAllThrow(MessageNotWriteableException.class, Accessors.mapWrites(received, "e"));
        assertEquals(1, received.getObject("e"));
        received.clearBody();
        assertNull(received.getObject("e"));
        assertAllWork(Accessors.mapWrites(received, "e"));
        assertEquals(1, received.getInt("e"));
    }

    @Test
    @Section("3.5.3")
    void receivedPropertiesAreReadOnlyForEachWriter() throws Exception {
        for (Message message : oneOfEachType()) {
            message.setIntProperty("p", 7);
            Message received = sendAndReceive(Message.class, message);
            assertAllThrow(MessageNotWriteableException.class, Accessors.propertyWrites(received, "p"));
            assertAllThrow(MessageNotWriteableException.class, Accessors.propertyWrites(received, "q"));
            assertEquals(7, received.getIntProperty("p"));
            received.clearProperties();
            assertAllWork(Accessors.propertyWrites(received, "p"));
            assertEquals(1, received.getIntProperty("p"));
        }
    }

    @Test
    @Section("3.10")
    void bodyAndPropertiesBecomeWritableIndependently() throws Exception {
        TextMessage first = sendAndReceive(TextMessage.class, text("a"));
        first.clearBody();
        first.setText("b");
        assertThrows(MessageNotWriteableException.class, () -> first.setIntProperty("p", 1));
        TextMessage second = sendAndReceive(TextMessage.class, text("a"));
        second.clearProperties();
        second.setIntProperty("p", 1);
        assertThrows(MessageNotWriteableException.class, () -> second.setText("b"));
    }

    @Test
    @Section("3.9")
    void messageOfEachTypeStaysWritableForItsSender() throws Exception {
        for (Message message : oneOfEachType()) {
            send(queue(), message);
            assertAllWork(Accessors.propertyWrites(message, "p"));
            if (message instanceof BytesMessage bytes) {
                assertAllWork(Accessors.bytesWrites(bytes));
            } else if (message instanceof StreamMessage stream) {
                assertAllWork(Accessors.streamWrites(stream));
            } else if (message instanceof MapMessage map) {
                assertAllWork(Accessors.mapWrites(map, "e"));
            }
        }
    }

    @Test
    @Section("3.11.1")
    void clearingTheBodyKeepsHeadersAndProperties() throws Exception {
        for (Message message : oneOfEachType()) {
            message.setIntProperty("p", 7);
            message.setJMSType("type");
            message.setJMSCorrelationID("c");
            Message received = sendAndReceive(Message.class, message);
            String id = received.getJMSMessageID();
            received.clearBody();
            assertEquals(7, received.getIntProperty("p"));
            assertEquals("type", received.getJMSType());
            assertEquals("c", received.getJMSCorrelationID());
            assertEquals(id, received.getJMSMessageID());
        }
    }

    @Test
    @Section("3.11.4")
    void messageOfEachTypeArrivesAsThatType() throws Exception {
        for (Message message : oneOfEachType()) {
            Message received = sendAndReceive(Message.class, message);
            for (Class<?> type : TYPES) {
                assertEquals(type.isInstance(message), type.isInstance(received), type::getName);
            }
        }
    }

    private List<Message> oneOfEachType() throws Exception {
        Session desk = desk();
        return List.of(
                desk.createBytesMessage(),
                desk.createMapMessage(),
                desk.createMessage(),
                desk.createObjectMessage("object"),
                desk.createStreamMessage(),
                desk.createTextMessage("text"));
    }

    private static void assertAllWork(List<Executable> calls) {
        for (int i = 0; i < calls.size(); i++) {
            assertDoesNotThrow(calls.get(i), "call " + i + " of the list");
        }
    }
}
