package org.restante.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.restante.message.BodyKind;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;

/** A message with a text; a received one is decoded at the first access. Owned by one application thread at a time. */
public final class JmsTextMessage extends JmsMessage implements TextMessage {

    private @Nullable String text;
    private @Nullable Envelope source;

    @Override
    BodyKind kind() {
        return BodyKind.TEXT;
    }

    @Override
    byte @Nullable [] encodeBody() {
        String current = getText();
        return current == null
                ? null
                : new Encoder(current.length() + 8).string(current).toBytes();
    }

    @Override
    void decodeBody(Envelope envelope) {
        source = envelope;
    }

    @Override
    void forgetBody() {
        text = null;
        source = null;
    }

    @Override
    @Nullable
    Object body() {
        return getText();
    }

    @Override
    public void setText(@Nullable String value) throws JMSException {
        checkBodyWritable();
        text = value;
    }

    @Override
    public @Nullable String getText() {
        Envelope from = source;
        if (from != null) {
            ByteBuffer body = from.body();
            text = body == null ? null : new Decoder(Bodies.bytes(body)).string();
            source = null;
        }
        return text;
    }
}
