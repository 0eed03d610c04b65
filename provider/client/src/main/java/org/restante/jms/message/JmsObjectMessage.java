package org.restante.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;

/**
 * A message with a serialised object. Owned by one application thread at a time.
 *
 * <p>The trap: each {@link #getObject} deserialises the object again, because it must return a copy. A received object
 * is deserialised only if {@link TrustedClasses} allows its classes.
 */
final class JmsObjectMessage extends JmsMessage implements ObjectMessage {

    private TrustedClasses trusted;
    private byte @Nullable [] serialised;

    /** Creates a message to send, whose object is set by this application and therefore trusted. */
    JmsObjectMessage() {
        this(TrustedClasses.everything());
    }

    JmsObjectMessage(TrustedClasses trusted) {
        this.trusted = trusted;
    }

    @Override
    BodyKind kind() {
        return BodyKind.OBJECT;
    }

    @Override
    byte @Nullable [] encodeBody() {
        return serialised;
    }

    @Override
    void decodeBody(Envelope envelope) {
        ByteBuffer body = envelope.body();
        serialised = body == null ? null : Bodies.bytes(body);
    }

    @Override
    void forgetBody() {
        serialised = null;
        trusted = TrustedClasses.everything();
    }

    @Override
    @Nullable
    Object body() throws JMSException {
        return getObject();
    }

    @Override
    public void setObject(@Nullable Serializable object) throws JMSException {
        checkBodyWritable();
        if (object == null) {
            serialised = null;
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException | RuntimeException notSerialisable) {
            throw Problems.caused(
                    new MessageFormatException("a " + object.getClass().getName() + " cannot be serialised: "
                            + Problems.reason(notSerialisable)),
                    notSerialisable);
        }
        serialised = bytes.toByteArray();
    }

    @Override
    public @Nullable Serializable getObject() throws JMSException {
        byte[] bytes = serialised;
        return bytes == null ? null : (Serializable) trusted.read(bytes);
    }
}
