package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The table of conversions in a StreamMessage, row by row. */
@Section("3.11.3")
class StreamConversionTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void streamValueNotYetSentIsReadAsTheTableSays(ValueType row) throws Exception {
        StreamMessage message = desk().createStreamMessage();
        write(message, row);
        assertRow(row, message);
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void receivedStreamValueIsReadAsTheTableSays(ValueType row) throws Exception {
        StreamMessage message = desk().createStreamMessage();
        write(message, row);
        assertRow(row, sendAndReceive(StreamMessage.class, message));
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void streamValueReadAsAWrongTypeCanStillBeRead(ValueType row) throws Exception {
        StreamMessage message = desk().createStreamMessage();
        write(message, row);
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        for (ValueType column : ValueType.values()) {
            if (!row.readableAs(column)) {
                assertThrows(MessageFormatException.class, () -> read(received, column), row + " as " + column);
            }
        }
        if (row == ValueType.BYTES) {
            assertArrayEquals((byte[]) row.sample(), (byte[]) received.readObject());
        } else {
            assertEquals(row.sample(), received.readObject());
        }
    }

    @Test
    @Section("3.11.3")
    void failedReadOfAStreamDoesNotAdvanceItsPosition() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeString("seven");
        message.writeBoolean(true);
        message.writeObject(null);
        message.reset();
        assertThrows(NumberFormatException.class, message::readInt);
        assertThrows(NumberFormatException.class, message::readDouble);
        assertThrows(MessageFormatException.class, message::readChar);
        assertEquals("seven", message.readString());
        assertThrows(MessageFormatException.class, message::readShort);
        assertTrue(message.readBoolean());
        assertThrows(NumberFormatException.class, message::readLong);
        assertNull(message.readObject());
    }

    @Test
    @Section("3.11.3")
    void stringInAStreamThatIsNotANumberThrowsNumberFormatException() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeString("seven");
        for (ValueType number : EnumSet.of(
                ValueType.BYTE, ValueType.SHORT, ValueType.INT, ValueType.LONG, ValueType.FLOAT, ValueType.DOUBLE)) {
            message.reset();
            assertThrows(NumberFormatException.class, () -> read(message, number), "as " + number);
        }
    }

    @Test
    @Section("3.11.3")
    void nullInAStreamIsReadLikeValueOfNull() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeObject(null);
        message.reset();
        assertThrows(NumberFormatException.class, message::readInt);
        message.reset();
        assertThrows(NumberFormatException.class, message::readLong);
        message.reset();
        assertThrows(NullPointerException.class, message::readChar);
        message.reset();
        assertNull(message.readString());
        message.reset();
        assertFalse(message.readBoolean());
        message.reset();
        assertNull(message.readObject());
    }

    private static void assertRow(ValueType row, StreamMessage message) throws JMSException {
        for (ValueType column : ValueType.values()) {
            message.reset();
            if (!row.readableAs(column)) {
                assertThrows(MessageFormatException.class, () -> read(message, column), row + " as " + column);
            } else if (column == ValueType.BYTES) {
                assertArrayEquals((byte[]) row.sampleAs(column), (byte[]) read(message, column));
            } else {
                assertEquals(row.sampleAs(column), read(message, column), row + " as " + column);
            }
        }
    }

    private static void write(StreamMessage message, ValueType type) throws JMSException {
        switch (type) {
            case BOOLEAN -> message.writeBoolean((Boolean) type.sample());
            case BYTE -> message.writeByte((Byte) type.sample());
            case SHORT -> message.writeShort((Short) type.sample());
            case CHAR -> message.writeChar((Character) type.sample());
            case INT -> message.writeInt((Integer) type.sample());
            case LONG -> message.writeLong((Long) type.sample());
            case FLOAT -> message.writeFloat((Float) type.sample());
            case DOUBLE -> message.writeDouble((Double) type.sample());
            case STRING -> message.writeString((String) type.sample());
            case BYTES -> message.writeBytes((byte[]) type.sample());
        }
    }

    private static Object read(StreamMessage message, ValueType type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> message.readBoolean();
            case BYTE -> message.readByte();
            case SHORT -> message.readShort();
            case CHAR -> message.readChar();
            case INT -> message.readInt();
            case LONG -> message.readLong();
            case FLOAT -> message.readFloat();
            case DOUBLE -> message.readDouble();
            case STRING -> message.readString();
            case BYTES -> bytes(message);
        };
    }

    private static byte[] bytes(StreamMessage message) throws JMSException {
        byte[] buffer = new byte[16];
        int count = message.readBytes(buffer);
        return Arrays.copyOf(buffer, count);
    }
}
