package org.restante.admin;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.link.MessageStatus;
import org.restante.link.Reply;
import org.restante.message.BodyKind;
import org.restante.message.Decoder;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.Values;

/** A waiting message with its status. Immutable. */
public final class BrowsedMessage {

    private final Reply.Seen seen;

    BrowsedMessage(Reply.Seen seen) {
        this.seen = seen;
    }

    /** The value of JMSMessageID. */
    public String id() {
        return envelope().id().toString();
    }

    public Header header() {
        return envelope().header();
    }

    /** The properties by name, in the order in which they were set. */
    public Map<String, @Nullable Object> properties() {
        return envelope().properties();
    }

    public BodyKind bodyKind() {
        return envelope().bodyKind();
    }

    /** The body's encoding, read-only; null if there is none. */
    public @Nullable ByteBuffer body() {
        return envelope().body();
    }

    /** The text of a text message; null for a message without text and for other kinds. */
    public @Nullable String text() {
        ByteBuffer body = bodyKind() == BodyKind.TEXT ? body() : null;
        return body == null ? null : decoder(body).string();
    }

    /** The entries of a map message; null for a message without body and for other kinds. */
    public @Nullable Map<String, @Nullable Object> map() {
        ByteBuffer body = bodyKind() == BodyKind.MAP ? body() : null;
        return body == null ? null : Values.readMap(decoder(body));
    }

    /** The values of a stream message; null for a message without body and for other kinds. */
    public @Nullable List<@Nullable Object> items() {
        ByteBuffer body = bodyKind() == BodyKind.STREAM ? body() : null;
        if (body == null) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        Decoder in = decoder(body);
        while (in.remaining() > 0) {
            items.add(Values.read(in));
        }
        return items;
    }

    private static Decoder decoder(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return new Decoder(bytes);
    }

    /** The time in the queue, the delivery count, and the consumer that has it in flight. */
    public MessageStatus status() {
        return seen.status();
    }

    Envelope envelope() {
        return seen.message();
    }

    @Override
    public String toString() {
        return envelope().toString();
    }
}
