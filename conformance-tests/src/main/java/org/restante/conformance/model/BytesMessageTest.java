package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** A body that is a stream of bytes. */
@Section("3.11")
class BytesMessageTest extends ConformanceTest {

    @Test
    @Section("3.11")
    void valueOfEachTypeArrivesInOrder() throws Exception {
        BytesMessage sent = desk().createBytesMessage();
        sent.writeBoolean(true);
        sent.writeByte((byte) -1);
        sent.writeShort(Short.MIN_VALUE);
        sent.writeChar('世');
        sent.writeInt(Integer.MAX_VALUE);
        sent.writeLong(Long.MIN_VALUE);
        sent.writeFloat(1.5f);
        sent.writeDouble(-2.5d);
        sent.writeUTF("Grüße");
        BytesMessage received = sendAndReceive(BytesMessage.class, sent);
        assertTrue(received.readBoolean());
        assertEquals(-1, received.readByte());
        assertEquals(Short.MIN_VALUE, received.readShort());
        assertEquals('世', received.readChar());
        assertEquals(Integer.MAX_VALUE, received.readInt());
        assertEquals(Long.MIN_VALUE, received.readLong());
        assertEquals(1.5f, received.readFloat());
        assertEquals(-2.5d, received.readDouble());
        assertEquals("Grüße", received.readUTF());
        assertThrows(MessageEOFException.class, received::readByte);
    }

    @Test
    @Section("API: BytesMessage")
    void unsignedReadsWidenTheBits() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        message.writeByte((byte) -1);
        message.writeShort((short) -2);
        message.reset();
        assertEquals(255, message.readUnsignedByte());
        assertEquals(65_534, message.readUnsignedShort());
    }

    @Test
    @Section("API: BytesMessage")
    void readBytesReportsHowManyItReadAndThenTheEnd() throws Exception {
        BytesMessage message = bytes(1, 2, 3, 4, 5);
        message.reset();
        byte[] buffer = new byte[3];
        assertEquals(3, message.readBytes(buffer));
        assertArrayEquals(new byte[] {1, 2, 3}, buffer);
        assertEquals(2, message.readBytes(buffer));
        assertArrayEquals(new byte[] {4, 5}, Arrays.copyOf(buffer, 2));
        assertEquals(-1, message.readBytes(buffer));
    }

    @Test
    @Section("API: BytesMessage")
    void readBytesChecksTheLength() throws Exception {
        BytesMessage message = bytes(1, 2, 3);
        message.reset();
        byte[] buffer = new byte[2];
        assertThrows(IndexOutOfBoundsException.class, () -> message.readBytes(buffer, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> message.readBytes(buffer, 3));
        assertEquals(1, message.readBytes(buffer, 1));
        assertEquals(1, buffer[0]);
    }

    @Test
    @Section("API: BytesMessage")
    void partOfAnArrayCanBeWritten() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3, 4}, 1, 2);
        assertArrayEquals(
                new byte[] {2, 3}, sendAndReceive(BytesMessage.class, message).getBody(byte[].class));
    }

    @Test
    @Section("API: BytesMessage")
    void bodyLengthCountsAllBytes() throws Exception {
        BytesMessage received = sendAndReceive(BytesMessage.class, bytes(1, 2, 3));
        received.readByte();
        assertEquals(3, received.getBodyLength());
    }

    @Test
    @Section("10.3")
    void newBytesMessageCannotBeRead() throws Exception {
        BytesMessage message = bytes(1);
        assertThrows(MessageNotReadableException.class, message::readByte);
        assertThrows(MessageNotReadableException.class, message::readUTF);
        assertThrows(MessageNotReadableException.class, message::getBodyLength);
        assertThrows(MessageNotReadableException.class, () -> message.readBytes(new byte[1]));
    }

    @Test
    @Section("10.3")
    void bytesMessageCannotBeWrittenAfterReset() throws Exception {
        BytesMessage message = bytes(1);
        message.reset();
        assertThrows(MessageNotWriteableException.class, () -> message.writeByte((byte) 2));
        assertThrows(MessageNotWriteableException.class, () -> message.writeUTF("x"));
        assertThrows(MessageNotWriteableException.class, () -> message.writeObject(1));
        assertEquals(1, message.readByte());
    }

    @Test
    @Section("3.11.2")
    void receivedBytesAreReadOnly() throws Exception {
        BytesMessage received = sendAndReceive(BytesMessage.class, bytes(1));
        assertThrows(MessageNotWriteableException.class, () -> received.writeInt(2));
        assertThrows(MessageNotWriteableException.class, () -> received.writeBytes(new byte[1]));
    }

    @Test
    @Section("3.11.1")
    void clearedBytesMessageCanBeWrittenAgain() throws Exception {
        BytesMessage received = sendAndReceive(BytesMessage.class, bytes(1, 2));
        received.clearBody();
        assertThrows(MessageNotReadableException.class, received::readByte);
        received.writeByte((byte) 9);
        received.reset();
        assertEquals(1, received.getBodyLength());
        assertEquals(9, received.readByte());
    }

    @Test
    @Section("10.3")
    void readPastTheEndThrowsAnEofException() throws Exception {
        BytesMessage message = bytes(1, 2, 3);
        message.reset();
        assertThrows(MessageEOFException.class, message::readInt);
        assertThrows(MessageEOFException.class, message::readLong);
        message.reset();
        assertEquals(0x0102, message.readShort());
        assertThrows(MessageEOFException.class, message::readShort);
    }

    @Test
    @Section("10.3")
    void writeObjectTakesOnlyPrimitivesStringsAndBytes() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        message.writeObject(7);
        message.writeObject("text");
        message.writeObject(new byte[] {1});
        assertThrows(MessageFormatException.class, () -> message.writeObject(BigDecimal.ONE));
        message.reset();
        assertEquals(7, message.readInt());
        assertEquals("text", message.readUTF());
        assertEquals(1, message.readByte());
    }

    @Test
    @Section("3.12")
    void writeOfNullThrowsNullPointerException() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        assertThrows(NullPointerException.class, () -> message.writeObject(null));
    }

    @Test
    @Section("3.12")
    void writtenArrayIsCopied() throws Exception {
        byte[] array = {1, 2};
        BytesMessage message = desk().createBytesMessage();
        message.writeBytes(array);
        array[0] = 9;
        message.reset();
        assertEquals(1, message.readByte());
    }

    private BytesMessage bytes(int... values) throws Exception {
        BytesMessage message = desk().createBytesMessage();
        for (int value : values) {
            message.writeByte((byte) value);
        }
        return message;
    }
}
