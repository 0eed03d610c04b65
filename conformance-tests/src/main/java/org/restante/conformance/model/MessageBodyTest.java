package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The methods getBody and isBodyAssignableTo of each message type. */
@Section("API: Message")
class MessageBodyTest extends ConformanceTest {

    @Test
    @Section("API: Message")
    void bodyOfATextMessageIsAString() throws Exception {
        TextMessage received = sendAndReceive(TextMessage.class, text("a"));
        assertEquals("a", received.getBody(String.class));
        assertEquals("a", received.getBody(CharSequence.class));
        assertEquals("a", received.getBody(Object.class));
        assertTrue(received.isBodyAssignableTo(Comparable.class));
        assertFalse(received.isBodyAssignableTo(Integer.class));
        assertThrows(MessageFormatException.class, () -> received.getBody(Integer.class));
    }

    @Test
    @Section("API: Message")
    void bodyOfABytesMessageIsTheWholeArrayAtAnyReadPosition() throws Exception {
        BytesMessage sent = desk().createBytesMessage();
        sent.writeBytes(new byte[] {1, 2});
        BytesMessage received = sendAndReceive(BytesMessage.class, sent);
        assertEquals(1, received.readByte());
        assertArrayEquals(new byte[] {1, 2}, received.getBody(byte[].class));
        assertEquals(1, received.readByte());
        assertTrue(received.isBodyAssignableTo(Object.class));
        assertFalse(received.isBodyAssignableTo(String.class));
        assertThrows(MessageFormatException.class, () -> received.getBody(String.class));
    }

    @Test
    @Section("API: Message")
    void bodyOfAMapMessageIsAMap() throws Exception {
        MapMessage sent = desk().createMapMessage();
        sent.setInt("one", 1);
        sent.setString("two", "2");
        MapMessage received = sendAndReceive(MapMessage.class, sent);
        assertEquals(Map.of("one", 1, "two", "2"), received.getBody(Map.class));
        assertTrue(received.isBodyAssignableTo(Object.class));
        assertFalse(received.isBodyAssignableTo(String.class));
        assertThrows(MessageFormatException.class, () -> received.getBody(String.class));
    }

    @Test
    @Section("API: Message")
    void bodyOfAnObjectMessageIsTheObject() throws Exception {
        ArrayList<String> list = new ArrayList<>(List.of("a"));
        ObjectMessage received = sendAndReceive(ObjectMessage.class, desk().createObjectMessage(list));
        assertEquals(list, received.getBody(ArrayList.class));
        assertEquals(list, received.getBody(Serializable.class));
        assertTrue(received.isBodyAssignableTo(Collection.class));
        assertFalse(received.isBodyAssignableTo(String.class));
        assertThrows(MessageFormatException.class, () -> received.getBody(String.class));
    }

    @Test
    @Section("API: Message")
    void bodyOfAStreamMessageIsRefused() throws Exception {
        StreamMessage sent = desk().createStreamMessage();
        sent.writeString("a");
        StreamMessage received = sendAndReceive(StreamMessage.class, sent);
        assertFalse(received.isBodyAssignableTo(Object.class));
        assertThrows(MessageFormatException.class, () -> received.getBody(Object.class));
    }

    @Test
    @Section("API: Message")
    void absentBodyIsNullForAnyType() throws Exception {
        for (Message sent :
                new Message[] {desk().createTextMessage(), desk().createObjectMessage(), desk().createMessage()}) {
            Message received = sendAndReceive(Message.class, sent);
            assertTrue(
                    received.isBodyAssignableTo(BigDecimal.class),
                    sent.getClass().getName());
            assertNull(received.getBody(BigDecimal.class), sent.getClass().getName());
        }
    }

    @Test
    @Section("API: Message")
    void emptyBytesMessageHasANullBodyAndAnEmptyStreamMessageRefusesGetBody() throws Exception {
        BytesMessage bytes = sendAndReceive(BytesMessage.class, desk().createBytesMessage());
        assertTrue(bytes.isBodyAssignableTo(String.class));
        assertNull(bytes.getBody(String.class));
        StreamMessage stream = sendAndReceive(StreamMessage.class, desk().createStreamMessage());
        assertFalse(stream.isBodyAssignableTo(Object.class));
        assertThrows(MessageFormatException.class, () -> stream.getBody(Object.class));
    }

    @Test
    @Section("API: Message")
    void bodyOfAMapMessageIsNotAssignableToASubtypeOfMap() throws Exception {
        MapMessage sent = desk().createMapMessage();
        sent.setInt("one", 1);
        MapMessage received = sendAndReceive(MapMessage.class, sent);
        assertFalse(received.isBodyAssignableTo(HashMap.class));
        assertThrows(MessageFormatException.class, () -> received.getBody(HashMap.class));
        assertEquals(Map.of("one", 1), received.getBody(Object.class));
    }

    @Test
    @Section("API: Message")
    void bodyOfAMessageNotYetSentCanBeRead() throws Exception {
        assertEquals("a", text("a").getBody(String.class));
        assertEquals(7, desk().createObjectMessage(7).getBody(Integer.class));
        MapMessage map = desk().createMapMessage();
        map.setInt("one", 1);
        assertEquals(Map.of("one", 1), map.getBody(Map.class));
        BytesMessage bytes = desk().createBytesMessage();
        bytes.writeByte((byte) 1);
        assertArrayEquals(new byte[] {1}, bytes.getBody(byte[].class));
    }

    @Test
    @Section("API: Message")
    void clearedBodyIsNullForAnyType() throws Exception {
        TextMessage received = sendAndReceive(TextMessage.class, text("a"));
        received.clearBody();
        assertTrue(received.isBodyAssignableTo(BigDecimal.class));
        assertNull(received.getBody(BigDecimal.class));
    }

    @Test
    @Section("3.11.4")
    void messageWithoutBodyArrivesWithoutBody() throws Exception {
        Message sent = desk().createMessage();
        sent.setStringProperty("p", "x");
        Message received = sendAndReceive(Message.class, sent);
        assertEquals("x", received.getStringProperty("p"));
        assertFalse(received instanceof TextMessage || received instanceof BytesMessage);
    }

    @Test
    @Section("3.11.1")
    void clearingTheBodyOfAMessageNotYetSentKeepsItsProperties() throws Exception {
        MapMessage message = desk().createMapMessage();
        message.setInt("e", 1);
        message.setIntProperty("p", 2);
        message.clearBody();
        assertFalse(message.itemExists("e"));
        assertEquals(2, message.getIntProperty("p"));
    }
}
