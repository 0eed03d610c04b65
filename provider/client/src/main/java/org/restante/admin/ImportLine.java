package org.restante.admin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Correlation;
import org.restante.message.Decoder;
import org.restante.message.Encoder;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;
import org.restante.message.Values;

/** Parses a line of an export, written by {@link ExportLine} or by hand. Owned by one thread. */
final class ImportLine {

    private static final Set<String> MEMBERS = Set.of(
            "id",
            "destination",
            "persistent",
            "priority",
            "timestamp",
            "expiration",
            "deliveryTime",
            "correlation",
            "replyTo",
            "type",
            "attempts",
            "queuedAt",
            "properties",
            "body");

    private final Map<String, @Nullable Object> members;

    private ImportLine(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /** @throws JsonText.MalformedException if the line is not a message; the text names the fault */
    static AdminRequest.Imported read(String text) throws JsonText.MalformedException {
        return read(object(JsonText.read(text), "the line"));
    }

    static AdminRequest.Imported read(Map<String, @Nullable Object> members) throws JsonText.MalformedException {
        for (String name : members.keySet()) {
            if (!MEMBERS.contains(name)) {
                throw malformed("'" + name + "' is not a member of a message; version 1 of this format has " + MEMBERS);
            }
        }
        ImportLine line = new ImportLine(members);
        Envelope message = line.message();
        try {
            message.check();
        } catch (Decoder.MalformedException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        return new AdminRequest.Imported(message, (int) line.whole("attempts", 0, Integer.MAX_VALUE));
    }

    private static JsonText.MalformedException malformed(String what) {
        return new JsonText.MalformedException(what);
    }

    @SuppressWarnings("unchecked") // JsonText makes no other maps
    static Map<String, @Nullable Object> object(@Nullable Object value, String what)
            throws JsonText.MalformedException {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw malformed(what + " is not an object in braces");
    }

    private Envelope message() throws JsonText.MalformedException {
        MessageId id = MessageId.parse(text("id", ""));
        if (id == null) {
            throw malformed("'" + text("id", "") + "' is not a message identifier; it looks like ID:0badcafe-1-1");
        }
        Header header = new Header(
                id,
                address("destination", text("destination", "")),
                bool("persistent"),
                (int) whole("priority", 0, 9),
                whole("timestamp", Long.MIN_VALUE, Long.MAX_VALUE),
                whole("expiration", Long.MIN_VALUE, Long.MAX_VALUE),
                whole("deliveryTime", Long.MIN_VALUE, Long.MAX_VALUE),
                correlation(members.get("correlation")),
                members.get("replyTo") == null ? null : address("replyTo", text("replyTo", "")),
                members.get("type") == null ? null : text("type", ""));
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        if (members.get("properties") != null) {
            properties.putAll(values(object(members.get("properties"), "'properties'")));
        }
        if (members.get("body") == null) {
            return Envelope.of(header, properties, BodyKind.NONE, null);
        }
        Map<String, @Nullable Object> body = object(members.get("body"), "'body'");
        for (BodyKind kind : BodyKind.values()) {
            if (kind != BodyKind.NONE && body.size() == 1 && body.containsKey(ExportKinds.word(kind))) {
                Object content = body.get(ExportKinds.word(kind));
                return Envelope.of(header, properties, kind, content == null ? null : body(kind, content));
            }
        }
        throw malformed("'body' holds one of text, bytes, map, stream and object, not " + body.keySet());
    }

    private String text(String name, String fallback) throws JsonText.MalformedException {
        Object value = members.getOrDefault(name, fallback);
        if (value instanceof String text) {
            return text;
        }
        throw malformed("'" + name + "' is not a string");
    }

    private static Address address(String name, String text) throws JsonText.MalformedException {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw malformed("'" + name + "': " + e.getMessage());
        }
    }

    private boolean bool(String name) throws JsonText.MalformedException {
        if (members.getOrDefault(name, true) instanceof Boolean bool) {
            return bool;
        }
        throw malformed("'" + name + "' is neither true nor false");
    }

    private long whole(String name, long min, long max) throws JsonText.MalformedException {
        Object value = members.getOrDefault(name, new JsonText.Numeral(name.equals("priority") ? "4" : "0"));
        try {
            if (value instanceof JsonText.Numeral digits) {
                long number = Long.parseLong(digits.text());
                if (number >= min && number <= max) {
                    return number;
                }
            }
            throw malformed("'" + name + "' is not a whole number from " + min + " to " + max);
        } catch (NumberFormatException e) {
            throw malformed("'" + name + "' is not a whole number");
        }
    }

    private static @Nullable Correlation correlation(@Nullable Object value) throws JsonText.MalformedException {
        if (value == null) {
            return null;
        }
        return value instanceof String text
                ? Correlation.ofText(text)
                : Correlation.ofBytes(base64(object(value, "'correlation'").get("bytes")));
    }

    private static byte[] body(BodyKind kind, Object content) throws JsonText.MalformedException {
        Encoder out = new Encoder(256);
        switch (kind) {
            case NONE -> throw malformed("a message without a body has one");
            case TEXT -> {
                if (!(content instanceof String text)) {
                    throw malformed("the text is not a string");
                }
                out.string(text);
            }
            case BYTES, OBJECT -> {
                return base64(content);
            }
            case MAP -> Values.writeMap(out, values(object(content, "the map")));
            case STREAM -> {
                if (!(content instanceof List<?> items)) {
                    throw malformed("the stream is not a list in brackets");
                }
                for (Object item : items) {
                    Values.write(out, value(item));
                }
            }
        }
        return out.toBytes();
    }

    private static Map<String, @Nullable Object> values(Map<String, @Nullable Object> members)
            throws JsonText.MalformedException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
            try {
                values.put(member.getKey(), value(member.getValue()));
            } catch (JsonText.MalformedException | IllegalArgumentException e) {
                throw malformed("'" + member.getKey() + "': " + e.getMessage());
            }
        }
        return values;
    }

    private static @Nullable Object value(@Nullable Object value) throws JsonText.MalformedException {
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof JsonText.Numeral number) {
            throw malformed("the number " + number.text() + " has no type; write {\"int\":" + number.text() + "}");
        }
        Map<String, @Nullable Object> tagged = object(value, "a value");
        if (tagged.size() != 1) {
            throw malformed("a value with a type has one member, as {\"int\":5}, not " + tagged.keySet());
        }
        Map.Entry<String, @Nullable Object> only = tagged.entrySet().iterator().next();
        return typed(only.getKey(), only.getValue());
    }

    private static Object typed(String kind, @Nullable Object value) throws JsonText.MalformedException {
        if (kind.equals("bytes")) {
            return base64(value);
        }
        String text = value instanceof JsonText.Numeral number ? number.text() : String.valueOf(value);
        return switch (kind) {
            case "byte" -> Byte.valueOf(text);
            case "short" -> Short.valueOf(text);
            case "int" -> Integer.valueOf(text);
            case "long" -> Long.valueOf(text);
            case "float" -> Float.valueOf(text);
            case "double" -> Double.valueOf(text);
            case "char" -> {
                if (text.length() != 1) {
                    throw malformed("a char is one character, not '" + text + "'");
                }
                yield text.charAt(0);
            }
            default -> throw malformed("'" + kind + "' is not the type of a value");
        };
    }

    private static byte[] base64(@Nullable Object value) throws JsonText.MalformedException {
        if (!(value instanceof String text)) {
            throw malformed("bytes are a string in Base64");
        }
        try {
            return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw malformed("the bytes are not Base64: " + e.getMessage());
        }
    }
}
