package org.restante.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.junit.jupiter.api.Test;
import org.restante.jms.TestDestinations;
import org.restante.message.Address;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** The behaviour of bodies where the specification leaves it open, and with classes that are not trusted. */
class MessageBodiesTest {

    /** A class of the application that the receiver does not trust. */
    private record Parcel(String label) implements Serializable {}

    /** A class of the application that cannot be serialised. */
    private static final class Broken implements Serializable {
        private static final long serialVersionUID = 1;

        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new UnsupportedOperationException("to be carried by hand");
        }
    }

    @Test
    void askingWhetherABodyFitsMovesNoReaderAndEndsNoWriting() throws Exception {
        JmsBytesMessage message = new JmsBytesMessage();
        message.writeByte((byte) 1);
        assertTrue(message.isBodyAssignableTo(byte[].class));
        message.writeByte((byte) 2);
        message.reset();
        assertEquals(1, message.readByte());
        assertFalse(message.isBodyAssignableTo(String.class));
        assertEquals(2, message.readByte());
    }

    @Test
    void bodyOfABytesMessageBeingWrittenIsHadByResettingIt() throws Exception {
        JmsBytesMessage message = new JmsBytesMessage();
        message.writeByte((byte) 1);
        assertArrayEquals(new byte[] {1}, message.getBody(byte[].class));
        assertThrows(MessageNotWriteableException.class, () -> message.writeByte((byte) 2));
        assertEquals(1, message.readByte());
    }

    @Test
    void objectThatIsNotTrustedIsAssignableToNothing() throws Exception {
        JmsObjectMessage sent = new JmsObjectMessage();
        sent.setObject(new Parcel("tea"));
        Header header =
                new Header(new MessageId(1, 2, 3), Address.queue("parcels"), true, 4, 0, 0, 0, null, null, null);
        JmsMessage received =
                Bodies.received(sent.freeze(header), 1, null, TrustedClasses.of(null), TestDestinations.DESTINATIONS);
        assertFalse(received.isBodyAssignableTo(Object.class));
    }

    @Test
    void objectWhoseWritingThrowsIsAFormatException() {
        JmsObjectMessage message = new JmsObjectMessage();
        assertThrows(MessageFormatException.class, () -> message.setObject(new Broken()));
    }

    @Test
    void partOutsideAnArrayIsRefused() {
        byte[] three = new byte[3];
        assertThrows(IndexOutOfBoundsException.class, () -> new JmsBytesMessage().writeBytes(three, 1, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> new JmsStreamMessage().writeBytes(three, 1, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> new JmsStreamMessage().writeBytes(three, -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> new JmsMapMessage().setBytes("e", three, 2, -1));
    }

    @Test
    void bytesReadThatMeetTheEndLeaveThePosition() throws Exception {
        JmsBytesMessage message = new JmsBytesMessage();
        message.writeShort((short) 5);
        message.writeByte((byte) 1);
        message.reset();
        assertThrows(MessageEOFException.class, message::readInt);
        assertThrows(MessageEOFException.class, message::readUTF);
        assertEquals(5, message.readShort());
    }

    @Test
    void emptyBytesOfAStreamEndAfterABufferOfNoLength() throws Exception {
        JmsStreamMessage message = new JmsStreamMessage();
        message.writeBytes(new byte[0]);
        message.writeInt(7);
        message.reset();
        assertEquals(0, message.readBytes(new byte[0]));
        assertEquals(-1, message.readBytes(new byte[0]));
        assertEquals(7, message.readInt());
    }

    @Test
    void newStreamHasNoBodyToBeHadWhole() throws Exception {
        JmsStreamMessage message = new JmsStreamMessage();
        assertThrows(MessageFormatException.class, () -> message.getBody(Object.class));
        assertFalse(message.isBodyAssignableTo(Object.class));
        assertThrows(MessageNotReadableException.class, message::readInt);
        assertNull(new JmsMapMessage().getBody(String.class));
    }
}
