package org.restante.admin;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.link.MessageStatus;
import org.restante.message.BodyKind;
import org.restante.message.Correlation;
import org.restante.message.Decoder;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.Values;

/** Writes a message as one line of an export, in the format of docs/export.md. Owned by one thread. */
final class ExportLine {

    /** The largest whole number that every JSON reader keeps exactly. */
    private static final long EXACT = 1L << 53;

    private final StringBuilder out = new StringBuilder(512);

    private ExportLine() {}

    static String of(Envelope message, MessageStatus status) {
        ExportLine line = new ExportLine();
        line.out.append('{');
        line.header(message.header());
        line.member("attempts").append(status.attempts());
        line.member("queuedAt").append(status.queuedAt());
        if (message.hasProperties()) {
            line.member("properties");
            line.map(message.properties());
        }
        line.body(message);
        return line.out.append('}').toString();
    }

    private StringBuilder member(String name) {
        char before = out.charAt(out.length() - 1);
        if (before != '{' && before != '[') {
            out.append(',');
        }
        JsonText.writeString(out, name);
        return out.append(':');
    }

    private void text(String name, @Nullable Object value) {
        if (value != null) {
            JsonText.writeString(member(name), value.toString());
        }
    }

    private void header(Header header) {
        text("id", header.id());
        text("destination", header.destination());
        member("persistent").append(header.persistent());
        member("priority").append(header.priority());
        member("timestamp").append(header.timestamp());
        member("expiration").append(header.expiration());
        member("deliveryTime").append(header.deliveryTime());
        Correlation correlation = header.correlation();
        if (correlation != null && correlation.binary()) {
            member("correlation");
            tagged("bytes", correlation.bytes());
        } else if (correlation != null) {
            text("correlation", correlation.text());
        }
        text("replyTo", header.replyTo());
        text("type", header.type());
    }

    private void body(Envelope message) {
        if (message.bodyKind() == BodyKind.NONE) {
            return;
        }
        ByteBuffer body = message.body();
        member("body").append('{');
        member(ExportKinds.word(message.bodyKind()));
        if (body == null) {
            out.append("null}");
            return;
        }
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        Decoder in = new Decoder(bytes);
        switch (message.bodyKind()) {
            case NONE -> throw new IllegalStateException("a message without a body has one");
            case TEXT -> JsonText.writeString(out, in.string());
            case BYTES, OBJECT -> base64(bytes);
            case MAP -> map(Values.readMap(in));
            case STREAM -> stream(in);
        }
        out.append('}');
    }

    private void map(Map<String, @Nullable Object> map) {
        out.append('{');
        map.forEach((name, value) -> {
            member(name);
            value(value);
        });
        out.append('}');
    }

    private void stream(Decoder in) {
        out.append('[');
        for (String comma = ""; in.remaining() > 0; comma = ",") {
            out.append(comma);
            value(Values.read(in));
        }
        out.append(']');
    }

    private void value(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String text) {
            JsonText.writeString(out, text);
        } else {
            tagged(ExportKinds.word(value), value);
        }
    }

    private void tagged(String kind, Object value) {
        out.append('{');
        member(kind);
        if (value instanceof byte[] bytes) {
            base64(bytes);
        } else if (isPlain(value)) {
            out.append(value);
        } else {
            JsonText.writeString(out, value.toString());
        }
        out.append('}');
    }

    /** Whether the value can be written as a JSON number without loss. */
    private static boolean isPlain(Object value) {
        if (value instanceof Long number) {
            return Math.abs(number) <= EXACT && number != Long.MIN_VALUE;
        }
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    private void base64(byte[] bytes) {
        out.append('"').append(Base64.getEncoder().encodeToString(bytes)).append('"');
    }
}
