package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.BytesMessage;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/**
 * Reading on after a call of readBytes that filled its buffer. In a StreamMessage an array is a field: a buffer that was filled says
 * that there may be more of the field, and until a call returns fewer bytes than the buffer holds, or -1, no other field can be read.
 * A BytesMessage has no fields; whatever comes behind the bytes can be read at once.
 */
@Section("API: StreamMessage")
class ReadBytesTest extends ConformanceTest {

    private StreamMessage stream() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeBytes(new byte[] {1, 2, 3, 4});
        message.writeInt(7);
        return sendAndReceive(StreamMessage.class, message);
    }

    @Test
    @Section("API: StreamMessage")
    void noReaderOfAnotherFieldIsAllowedAfterAFullBuffer() throws Exception {
        StreamMessage received = stream();
        assertEquals(4, received.readBytes(new byte[4]));
        assertAllThrow(
                MessageFormatException.class,
                List.of(
                        received::readBoolean,
                        received::readByte,
                        received::readShort,
                        received::readChar,
                        received::readInt,
                        received::readLong,
                        received::readFloat,
                        received::readDouble,
                        received::readString,
                        received::readObject));
    }

    @Test
    @Section("API: StreamMessage")
    void refusedReadBetweenTwoPartsOfAnArrayChangesNothing() throws Exception {
        StreamMessage received = stream();
        byte[] part = new byte[2];
        assertEquals(2, received.readBytes(part));
        assertThrows(MessageFormatException.class, received::readInt);
        assertEquals(2, received.readBytes(part));
        assertArrayEquals(new byte[] {3, 4}, part);
        assertEquals(-1, received.readBytes(part));
        assertEquals(7, received.readInt());
    }

    @Test
    @Section("API: StreamMessage")
    void shortReadEndsTheField() throws Exception {
        StreamMessage received = stream();
        assertEquals(4, received.readBytes(new byte[5]));
        assertEquals(7, received.readInt());
    }

    @Test
    @Section("API: StreamMessage")
    void endOfAnArrayIsReportedOnceAndTheNextReadIsOfTheNextField() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeBytes(new byte[] {1, 2});
        message.writeBytes(new byte[] {3});
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        byte[] buffer = new byte[2];
        assertEquals(2, received.readBytes(buffer));
        assertEquals(-1, received.readBytes(buffer));
        assertEquals(1, received.readBytes(buffer));
        assertEquals(3, buffer[0]);
    }

    @Test
    @Section("API: StreamMessage")
    void endOfAnArrayThatIsTheLastFieldIsMinusOneAndThenTheEndOfTheStream() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeBytes(new byte[] {1, 2});
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        assertEquals(2, received.readBytes(new byte[2]));
        assertEquals(-1, received.readBytes(new byte[2]));
        assertThrows(MessageEOFException.class, received::readInt);
    }

    @Test
    @Section("API: StreamMessage")
    void bufferThatIsNotFilledKeepsItsOtherBytes() throws Exception {
        StreamMessage received = stream();
        byte[] buffer = {9, 9, 9, 9, 9, 9};
        assertEquals(4, received.readBytes(buffer));
        assertArrayEquals(new byte[] {1, 2, 3, 4, 9, 9}, buffer);
    }

    @Test
    @Section("API: StreamMessage")
    void resetInTheMiddleOfAnArrayAllowsEachRead() throws Exception {
        StreamMessage received = stream();
        assertEquals(4, received.readBytes(new byte[4]));
        received.reset();
        assertArrayEquals(new byte[] {1, 2, 3, 4}, (byte[]) received.readObject());
        assertEquals(7, received.readInt());
    }

    @Test
    @Section("API: StreamMessage")
    void readBytesOfAFieldOfAnotherTypeIsRefusedAndReadsNothing() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeString("text");
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        assertThrows(MessageFormatException.class, () -> received.readBytes(new byte[4]));
        assertEquals("text", received.readString());
    }

    @Test
    @Section("API: BytesMessage")
    void bytesMessageIsReadOnAfterAFullBuffer() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3, 4});
        message.writeInt(7);
        message.writeUTF("text");
        BytesMessage received = sendAndReceive(BytesMessage.class, message);
        byte[] buffer = new byte[4];
        assertEquals(4, received.readBytes(buffer));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, buffer);
        assertEquals(7, received.readInt());
        assertEquals("text", received.readUTF());
        assertEquals(-1, received.readBytes(buffer));
    }

    @Test
    @Section("API: BytesMessage")
    void readBytesOfALengthReadsNoMore() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3, 4});
        BytesMessage received = sendAndReceive(BytesMessage.class, message);
        byte[] buffer = {9, 9, 9, 9};
        assertEquals(3, received.readBytes(buffer, 3));
        assertArrayEquals(new byte[] {1, 2, 3, 9}, buffer);
        assertEquals(1, received.readBytes(buffer, 3));
        assertEquals(-1, received.readBytes(buffer, 3));
    }

    @Test
    @Section("API: BytesMessage")
    void readsAfterResetBeginAgain() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        message.writeLong(Long.MIN_VALUE);
        BytesMessage received = sendAndReceive(BytesMessage.class, message);
        for (int i = 0; i < 2; i++) {
            assertEquals(Long.MIN_VALUE, received.readLong());
            assertEquals(-1, received.readBytes(new byte[1]));
            received.reset();
        }
    }
}
