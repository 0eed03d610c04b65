package org.restante.shell.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.StreamLines;

/** What a message is to hold: a text, or bytes that are none. */
record Payload(@Nullable String text, byte[] bytes) {

    static Payload of(String text) {
        return new Payload(text, new byte[0]);
    }

    /** Text if the bytes are UTF-8, else the bytes as they are. */
    static Payload of(byte[] bytes) {
        String text = text(bytes);
        return text == null ? new Payload(null, bytes) : of(text);
    }

    /** The bytes as UTF-8; null if they are not. */
    static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    static Payload ofFile(Path file) throws IOException {
        int most = StreamLines.mostBytes();
        if (Files.isDirectory(file)) {
            throw ShellException.failed(file + " is a directory; name a file in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw ShellException.failed("the file " + file + " has more than " + Screen.count(most, "byte")
                        + ", which is more than the shell can send as one message; send it in parts");
            }
            return of(bytes);
        }
    }

    boolean isBytes() {
        return text == null;
    }

    /** Roughly what it takes. */
    int size() {
        return text == null ? bytes.length : text.length();
    }

    Message in(JMSContext session) throws JMSException {
        if (text != null) {
            return session.createTextMessage(text);
        }
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(bytes);
        return message;
    }
}
