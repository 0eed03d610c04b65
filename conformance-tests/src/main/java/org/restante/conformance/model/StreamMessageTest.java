package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.StreamMessage;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** A body that is a sequence of typed values. */
@Section("3.11")
class StreamMessageTest extends ConformanceTest {

    @Test
    @Section("3.11")
    void valuesArriveInOrderWithTheirTypes() throws Exception {
        Object[] values = {true, (byte) 1, (short) 2, 'c', 3, 4L, 5.5f, 6.5d, "seven", null};
        StreamMessage sent = desk().createStreamMessage();
        for (Object value : values) {
            sent.writeObject(value);
        }
        StreamMessage received = sendAndReceive(StreamMessage.class, sent);
        for (Object value : values) {
            assertEquals(value, received.readObject());
        }
    }

    @Test
    @Section("API: StreamMessage")
    void bytesCanBeReadAsAnObject() throws Exception {
        StreamMessage sent = desk().createStreamMessage();
        sent.writeBytes(new byte[] {1, 2});
        sent.writeBytes(new byte[] {1, 2, 3, 4}, 1, 2);
        StreamMessage received = sendAndReceive(StreamMessage.class, sent);
        assertArrayEquals(new byte[] {1, 2}, (byte[]) received.readObject());
        assertArrayEquals(new byte[] {2, 3}, (byte[]) received.readObject());
    }

    @Test
    @Section("API: StreamMessage")
    void bytesCanBeReadPieceByPiece() throws Exception {
        StreamMessage sent = desk().createStreamMessage();
        sent.writeBytes(new byte[] {1, 2, 3});
        sent.writeInt(4);
        StreamMessage received = sendAndReceive(StreamMessage.class, sent);
        byte[] buffer = new byte[2];
        assertEquals(2, received.readBytes(buffer));
        assertArrayEquals(new byte[] {1, 2}, buffer);
        assertEquals(1, received.readBytes(buffer));
        assertArrayEquals(new byte[] {3}, Arrays.copyOf(buffer, 1));
        assertEquals(4, received.readInt());
    }

    @Test
    @Section("API: StreamMessage")
    void readBytesReturnsMinusOneAfterBytesThatFillTheBuffer() throws Exception {
        StreamMessage sent = desk().createStreamMessage();
        sent.writeBytes(new byte[] {1, 2});
        sent.writeInt(4);
        StreamMessage received = sendAndReceive(StreamMessage.class, sent);
        assertEquals(2, received.readBytes(new byte[2]));
        assertEquals(-1, received.readBytes(new byte[2]));
        assertEquals(4, received.readInt());
    }

    @Test
    @Section("API: StreamMessage")
    void noOtherValueCanBeReadBeforeTheBytesAreReadToTheEnd() throws Exception {
        StreamMessage sent = desk().createStreamMessage();
        sent.writeBytes(new byte[] {1, 2, 3});
        sent.writeInt(4);
        StreamMessage received = sendAndReceive(StreamMessage.class, sent);
        assertEquals(1, received.readBytes(new byte[1]));
        assertThrows(MessageFormatException.class, received::readInt);
        assertThrows(MessageFormatException.class, received::readObject);
    }

    @Test
    @Section("API: StreamMessage")
    void readBytesReturnsZeroForEmptyBytesAndMinusOneForNull() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeBytes(new byte[0]);
        message.writeObject(null);
        message.reset();
        assertEquals(0, message.readBytes(new byte[2]));
        assertEquals(-1, message.readBytes(new byte[2]));
    }

    @Test
    @Section("10.3")
    void newStreamCannotBeRead() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeInt(1);
        assertThrows(MessageNotReadableException.class, message::readInt);
        assertThrows(MessageNotReadableException.class, message::readObject);
        assertThrows(MessageNotReadableException.class, () -> message.readBytes(new byte[1]));
    }

    @Test
    @Section("10.3")
    void streamCannotBeWrittenAfterReset() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeInt(1);
        message.reset();
        assertThrows(MessageNotWriteableException.class, () -> message.writeInt(2));
        assertThrows(MessageNotWriteableException.class, () -> message.writeObject("x"));
        assertEquals(1, message.readInt());
    }

    @Test
    @Section("3.11.2")
    void receivedStreamIsReadOnlyUntilCleared() throws Exception {
        StreamMessage sent = desk().createStreamMessage();
        sent.writeInt(1);
        StreamMessage received = sendAndReceive(StreamMessage.class, sent);
        assertThrows(MessageNotWriteableException.class, () -> received.writeString("x"));
        received.clearBody();
        assertThrows(MessageNotReadableException.class, received::readInt);
        received.writeString("x");
        received.reset();
        assertEquals("x", received.readString());
        assertThrows(MessageEOFException.class, received::readString);
    }

    @Test
    @Section("10.3")
    void readPastTheLastValueThrowsAnEofException() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeInt(1);
        message.reset();
        message.readInt();
        assertThrows(MessageEOFException.class, message::readInt);
        assertThrows(MessageEOFException.class, message::readObject);
        assertThrows(MessageEOFException.class, () -> message.readBytes(new byte[1]));
    }

    @Test
    @Section("10.3")
    void streamRefusesValuesOfOtherClasses() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        assertThrows(MessageFormatException.class, () -> message.writeObject(BigDecimal.ONE));
    }
}
