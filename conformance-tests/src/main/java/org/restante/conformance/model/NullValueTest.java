package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/**
 * Null, read as each type. A read as a primitive type behaves like valueOf(null) of its wrapper class: it throws a
 * NumberFormatException for byte, short, int and long, and a NullPointerException for float and double.
 */
@Section("3.11.3")
class NullValueTest extends ConformanceTest {

    @Test
    @Section("3.5.4")
    void nullPropertyIsReadLikeValueOfNull() throws Exception {
        TextMessage message = text("a");
        message.setStringProperty("string", null);
        message.setObjectProperty("object", null);
        for (String name : List.of("string", "object", "absent")) {
            assertPropertyIsNull(message, name);
        }
        Message received = sendAndReceive(TextMessage.class, message);
        for (String name : List.of("string", "object", "absent")) {
            assertPropertyIsNull(received, name);
        }
    }

    @Test
    @Section("3.11.3")
    void nullInAMapIsReadLikeValueOfNull() throws Exception {
        MapMessage message = desk().createMapMessage();
        message.setString("string", null);
        message.setObject("object", null);
        message.setBytes("bytes", null);
        for (String name : List.of("string", "object", "bytes", "absent")) {
            assertEntryIsNull(message, name);
        }
        MapMessage received = sendAndReceive(MapMessage.class, message);
        for (String name : List.of("string", "object", "bytes", "absent")) {
            assertEntryIsNull(received, name);
        }
    }

    @Test
    @Section("3.11.3")
    void nullOfEachWriterOfAStreamIsReadLikeValueOfNull() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeString(null);
        message.writeObject(null);
        message.writeBytes(null);
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        for (int i = 0; i < 3; i++) {
            assertThrows(NumberFormatException.class, received::readByte);
            assertThrows(NumberFormatException.class, received::readShort);
            assertThrows(NumberFormatException.class, received::readInt);
            assertThrows(NumberFormatException.class, received::readLong);
            assertNull(received.readObject());
        }
    }

    @Test
    @Section("3.11.3")
    void nullInAStreamReadAsCharFloatOrDoubleThrowsNullPointerException() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeString(null);
        message.reset();
        assertThrows(NullPointerException.class, message::readChar);
        message.reset();
        assertThrows(NullPointerException.class, message::readFloat);
        message.reset();
        assertThrows(NullPointerException.class, message::readDouble);
    }

    @Test
    @Section("API: StreamMessage")
    void readBytesOfNullReturnsMinusOneAndTheNextValueFollows() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeBytes(null);
        message.writeInt(7);
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        assertEquals(-1, received.readBytes(new byte[2]));
        assertEquals(7, received.readInt());
    }

    private static void assertPropertyIsNull(Message message, String name) throws JMSException {
        assertFalse(message.getBooleanProperty(name), name);
        assertThrows(NumberFormatException.class, () -> message.getByteProperty(name), name);
        assertThrows(NumberFormatException.class, () -> message.getShortProperty(name), name);
        assertThrows(NumberFormatException.class, () -> message.getIntProperty(name), name);
        assertThrows(NumberFormatException.class, () -> message.getLongProperty(name), name);
        assertThrows(NullPointerException.class, () -> message.getFloatProperty(name), name);
        assertThrows(NullPointerException.class, () -> message.getDoubleProperty(name), name);
        assertNull(message.getStringProperty(name), name);
        assertNull(message.getObjectProperty(name), name);
    }

    private static void assertEntryIsNull(MapMessage message, String name) throws JMSException {
        assertFalse(message.getBoolean(name), name);
        assertThrows(NumberFormatException.class, () -> message.getByte(name), name);
        assertThrows(NumberFormatException.class, () -> message.getShort(name), name);
        assertThrows(NullPointerException.class, () -> message.getChar(name), name);
        assertThrows(NumberFormatException.class, () -> message.getInt(name), name);
        assertThrows(NumberFormatException.class, () -> message.getLong(name), name);
        assertThrows(NullPointerException.class, () -> message.getFloat(name), name);
        assertThrows(NullPointerException.class, () -> message.getDouble(name), name);
        assertNull(message.getString(name), name);
        assertNull(message.getBytes(name), name);
        assertNull(message.getObject(name), name);
    }
}
