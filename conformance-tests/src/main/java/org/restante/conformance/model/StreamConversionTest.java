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
    void streamValueNotYetSentIsReadAsTheTableSays(Kind row) throws Exception {
        StreamMessage message = desk().createStreamMessage();
        write(message, row);
        assertRow(row, message);
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void receivedStreamValueIsReadAsTheTableSays(Kind row) throws Exception {
        StreamMessage message = desk().createStreamMessage();
        write(message, row);
        assertRow(row, sendAndReceive(StreamMessage.class, message));
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void streamValueReadAsAWrongTypeCanStillBeRead(Kind row) throws Exception {
        StreamMessage message = desk().createStreamMessage();
        write(message, row);
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        for (Kind column : Kind.values()) {
            if (!row.readableAs(column)) {
                assertThrows(MessageFormatException.class, () -> read(received, column), row + " as " + column);
            }
        }
        if (row == Kind.BYTES) {
            assertArrayEquals((byte[]) row.sample(), (byte[]) received.readObject());
        } else {
            assertEquals(row.sample(), received.readObject());
        }
    }

    @Test
    @Section("3.11.3")
    void streamReadThatFailsDoesNotMoveOn() throws Exception {
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
    void stringInAStreamThatIsNoNumberIsANumberFormatException() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeString("seven");
        for (Kind number : EnumSet.of(Kind.BYTE, Kind.SHORT, Kind.INT, Kind.LONG, Kind.FLOAT, Kind.DOUBLE)) {
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

    private static void assertRow(Kind row, StreamMessage message) throws JMSException {
        for (Kind column : Kind.values()) {
            message.reset();
            if (!row.readableAs(column)) {
                assertThrows(MessageFormatException.class, () -> read(message, column), row + " as " + column);
            } else if (column == Kind.BYTES) {
                assertArrayEquals((byte[]) row.sampleAs(column), (byte[]) read(message, column));
            } else {
                assertEquals(row.sampleAs(column), read(message, column), row + " as " + column);
            }
        }
    }

    private static void write(StreamMessage message, Kind kind) throws JMSException {
        switch (kind) {
            case BOOLEAN -> message.writeBoolean((Boolean) kind.sample());
            case BYTE -> message.writeByte((Byte) kind.sample());
            case SHORT -> message.writeShort((Short) kind.sample());
            case CHAR -> message.writeChar((Character) kind.sample());
            case INT -> message.writeInt((Integer) kind.sample());
            case LONG -> message.writeLong((Long) kind.sample());
            case FLOAT -> message.writeFloat((Float) kind.sample());
            case DOUBLE -> message.writeDouble((Double) kind.sample());
            case STRING -> message.writeString((String) kind.sample());
            case BYTES -> message.writeBytes((byte[]) kind.sample());
        }
    }

    private static Object read(StreamMessage message, Kind kind) throws JMSException {
        return switch (kind) {
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
