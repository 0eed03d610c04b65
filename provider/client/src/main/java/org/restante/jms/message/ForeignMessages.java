package org.restante.jms.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Copies messages of other providers, so that they can be sent here (section 3.12). Stateless.
 *
 * <p>The trap: a foreign bytes or stream message must be reset before it can be read, so its body is read-only after
 * the send.
 */
public final class ForeignMessages {

    private static final System.Logger LOG = System.getLogger(ForeignMessages.class.getName());
    private static final int CHUNK = 4096;

    private ForeignMessages() {}

    public static JmsMessage copy(Message foreign) throws JMSException {
        JmsMessage copy = copyBody(foreign);
        copy.setJMSType(foreign.getJMSType());
        copy.setJMSReplyTo(foreign.getJMSReplyTo());
        copyCorrelation(foreign, copy);
        Enumeration<?> names = foreign.getPropertyNames();
        while (names.hasMoreElements()) {
            String name = (String) names.nextElement();
            copy.properties().putCopied(name, foreign.getObjectProperty(name));
        }
        return copy;
    }

    private static void copyCorrelation(Message foreign, JmsMessage copy) throws JMSException {
        String text = foreign.getJMSCorrelationID();
        if (text != null) {
            copy.setJMSCorrelationID(text);
        } else {
            copy.setJMSCorrelationIDAsBytes(correlationBytes(foreign));
        }
    }

    private static byte @Nullable [] correlationBytes(Message foreign) throws JMSException {
        try {
            return foreign.getJMSCorrelationIDAsBytes();
        } catch (UnsupportedOperationException | JMSException textOnly) {
            return null; // section 3.4.5 allows a provider to support text only
        }
    }

    /** Sets the headers that the send has stamped on the copy on the sender's object, too. */
    public static void stampBack(JmsMessage copy, Message foreign) throws JMSException {
        foreign.setJMSMessageID(copy.getJMSMessageID());
        foreign.setJMSTimestamp(copy.getJMSTimestamp());
        foreign.setJMSDestination(copy.getJMSDestination());
        foreign.setJMSDeliveryMode(copy.getJMSDeliveryMode());
        foreign.setJMSPriority(copy.getJMSPriority());
        foreign.setJMSExpiration(copy.getJMSExpiration());
        try {
            foreign.setJMSDeliveryTime(copy.getJMSDeliveryTime());
        } catch (UnsupportedOperationException | AbstractMethodError olderThanDeliveryTimes) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "a foreign message does not support delivery times",
                    olderThanDeliveryTimes);
        }
    }

    private static JmsMessage copyBody(Message foreign) throws JMSException {
        if (foreign instanceof TextMessage text) {
            JmsTextMessage copy = new JmsTextMessage();
            copy.setText(text.getText());
            return copy;
        }
        if (foreign instanceof BytesMessage bytes) {
            return copyBytes(bytes);
        }
        if (foreign instanceof MapMessage map) {
            return copyMap(map);
        }
        if (foreign instanceof StreamMessage stream) {
            return copyStream(stream);
        }
        if (foreign instanceof ObjectMessage object) {
            JmsObjectMessage copy = new JmsObjectMessage();
            copy.setObject(object.getObject());
            return copy;
        }
        return new JmsMessage();
    }

    private static JmsMessage copyBytes(BytesMessage foreign) throws JMSException {
        JmsBytesMessage copy = new JmsBytesMessage();
        foreign.reset();
        byte[] chunk = new byte[CHUNK];
        int read = foreign.readBytes(chunk);
        while (read > 0) {
            copy.writeBytes(chunk, 0, read);
            read = foreign.readBytes(chunk);
        }
        foreign.reset();
        return copy;
    }

    private static JmsMessage copyMap(MapMessage foreign) throws JMSException {
        JmsMapMessage copy = new JmsMapMessage();
        Enumeration<?> names = foreign.getMapNames();
        while (names.hasMoreElements()) {
            String name = (String) names.nextElement();
            copy.setObject(name, foreign.getObject(name));
        }
        return copy;
    }

    private static JmsMessage copyStream(StreamMessage foreign) throws JMSException {
        JmsStreamMessage copy = new JmsStreamMessage();
        foreign.reset();
        try {
            while (true) {
                copy.writeObject(foreign.readObject());
            }
        } catch (MessageEOFException end) {
            foreign.reset(); // the end of a stream is signalled by this exception only
        }
        return copy;
    }
}
