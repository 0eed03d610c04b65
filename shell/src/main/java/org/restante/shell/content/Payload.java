package org.restante.shell.content;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.link.NotUtf8Exception;
import org.restante.link.Utf8;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.StreamLines;

/** The content of a body: text, or bytes that are not UTF-8. Immutable. */
public record Payload(@Nullable String text, byte[] bytes) {

    static Payload of(String text) {
        return new Payload(text, new byte[0]);
    }

    /** Text if the bytes are UTF-8, else the bytes unchanged. */
    static Payload of(byte[] bytes) {
        String text = text(bytes);
        return text == null ? new Payload(null, bytes) : of(text);
    }

    /** The bytes as UTF-8; null if they are not. */
    public static @Nullable String text(byte[] bytes) {
        try {
            return Utf8.decode(bytes);
        } catch (NotUtf8Exception notUtf8) {
            return null;
        }
    }

    static Payload ofFile(Path file) throws IOException {
        try (InputStream in = InputFile.open(file)) {
            return of(in, "the file " + file);
        }
    }

    /** Reads a stream to its end. */
    public static Payload of(InputStream in, String what) throws IOException {
        int most = StreamLines.mostBytes();
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw ShellException.failed(what + " has more than " + Screen.count(most, "byte")
                    + ", the limit of the shell for one message; send it in parts");
        }
        return of(bytes);
    }

    /** Where the bytes are not UTF-8. */
    String place() {
        try {
            Utf8.decode(bytes);
            return "";
        } catch (NotUtf8Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    boolean isBytes() {
        return text == null;
    }

    /** The approximate size in bytes. */
    int size() {
        return text == null ? bytes.length : text.length();
    }

    private byte[] asBytes() {
        return text == null ? bytes : text.getBytes(StandardCharsets.UTF_8);
    }

    Message in(JMSContext context, BodyType type) throws JMSException {
        return switch (type) {
            case AUTO -> text == null ? ofBytes(context) : context.createTextMessage(text);
            case TEXT -> context.createTextMessage(readable("text in UTF-8"));
            case BYTES -> ofBytes(context);
            case MAP -> ofMap(context, json(Map.class, "a JSON object, for example {\"colour\": \"red\"}"));
            case STREAM -> ofStream(context, json(List.class, "a JSON array, for example [1, \"two\"]"));
            case NONE -> context.createMessage();
        };
    }

    private String readable(String what) {
        if (text == null) {
            throw ShellException.failed("the body is not " + what + ": " + place() + "; or send it with --body bytes");
        }
        return text;
    }

    private <T> T json(Class<T> type, String what) {
        try {
            Object value = Json.read(readable(what));
            if (type.isInstance(value)) {
                return type.cast(value);
            }
        } catch (IOException e) {
            throw ShellException.failed("the body must be " + what + ": " + Failures.describe(e), e);
        }
        throw ShellException.failed("the body must be " + what);
    }

    private Message ofBytes(JMSContext context) throws JMSException {
        BytesMessage message = context.createBytesMessage();
        message.writeBytes(asBytes());
        return message;
    }

    static Message ofMap(JMSContext context, Map<?, ?> entries) throws JMSException {
        MapMessage message = context.createMapMessage();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String name = String.valueOf(entry.getKey());
            message.setObject(name, Typed.value(name, entry.getValue()));
        }
        return message;
    }

    static Message ofStream(JMSContext context, List<?> items) throws JMSException {
        StreamMessage message = context.createStreamMessage();
        for (Object item : items) {
            message.writeObject(Typed.value("an item", item));
        }
        return message;
    }
}
