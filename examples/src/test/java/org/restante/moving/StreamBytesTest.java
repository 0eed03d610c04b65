package org.restante.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import org.junit.jupiter.api.Test;

/** A StreamMessage of four bytes and an int: when may the int be read? */
class StreamBytesTest extends MovedApplication {

    @Test
    void valueAfterReadBytesThatFilledItsArrayNeedsOneMoreReadBytes() throws Exception {
        StreamMessage message = receiveStream();
        assertEquals(4, message.readBytes(new byte[4]));
        assertThrows(MessageFormatException.class, message::readInt);
        assertEquals(-1, message.readBytes(new byte[4]));
        assertEquals(42, message.readInt());
    }

    @Test
    void valueAfterReadBytesThatDidNotFillItsArrayIsRead() throws Exception {
        StreamMessage message = receiveStream();
        assertEquals(4, message.readBytes(new byte[5]));
        assertEquals(42, message.readInt());
    }

    @Test
    void valueAfterHalfOfTheBytesIsRefusedAndTheRestCanBeRead() throws Exception {
        StreamMessage message = receiveStream();
        assertEquals(2, message.readBytes(new byte[2]));
        assertThrows(MessageFormatException.class, message::readInt);
        assertEquals(2, message.readBytes(new byte[5]));
        assertEquals(42, message.readInt());
    }

    private StreamMessage receiveStream() throws JMSException {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue(newName());
        StreamMessage message = session.createStreamMessage();
        message.writeBytes(new byte[] {1, 2, 3, 4});
        message.writeInt(42);
        session.createProducer(queue).send(message);
        return (StreamMessage) next(session.createConsumer(queue));
    }
}
