package org.restante.shell.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.shell.content.AddressText;
import org.restante.shell.content.MessageRow;
import org.restante.shell.content.Payload;
import org.restante.shell.output.Plain;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.Surrogates;
import org.restante.shell.terminal.VisibleText;

/**
 * A command of the system shell that answers requests: the body on its standard input, the reply on its standard output. Both are
 * temporary files, because a full pipe could block the two processes. Immutable.
 */
record Responder(String command, Duration timeout) {

    Payload answer(Message request) throws JMSException, IOException, InterruptedException {
        Path in = Files.createTempFile("restante-request", "");
        Path out = Files.createTempFile("restante-reply", "");
        try {
            try (OutputStream body = Files.newOutputStream(in)) {
                body.write(body(request));
            }
            run(request, in, out);
            try (InputStream reply = Files.newInputStream(out)) {
                return Payload.of(reply, "the output of the command");
            }
        } finally {
            Files.deleteIfExists(in);
            Files.deleteIfExists(out);
        }
    }

    private void run(Message request, Path in, Path out) throws JMSException, IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        ProcessBuilder builder =
                new ProcessBuilder(windows ? List.of("cmd", "/c", command) : List.of("/bin/sh", "-c", command));
        builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        addHeaders(builder.environment(), request);
        Process process = builder.start();
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ShellException.failed("the command '" + VisibleText.line(command) + "' took longer than "
                        + Screen.duration(timeout) + "; raise --timeout");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw ShellException.failed(
                    "the command '" + VisibleText.line(command) + "' ended with exit code " + process.exitValue());
        }
    }

    private static void addHeaders(Map<String, String> environment, Message request) throws JMSException {
        put(environment, "ID", request.getJMSMessageID());
        put(environment, "DESTINATION", AddressText.of(request.getJMSDestination()));
        put(environment, "REPLY_TO", AddressText.of(request.getJMSReplyTo()));
        put(environment, "TYPE", request.getJMSType());
        put(environment, "CORRELATION_ID", request.getJMSCorrelationID());
        for (Object name : Collections.list((java.util.Enumeration<?>) request.getPropertyNames())) {
            put(environment, "PROPERTY_" + name, request.getStringProperty(String.valueOf(name)));
        }
    }

    /** Leaves out a value with NUL or half of a surrogate pair, which a variable cannot contain. */
    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null && value.indexOf(0) < 0 && !Surrogates.hasHalf(value)) {
            environment.put("RESTANTE_" + name, value);
        }
    }

    private static byte[] body(Message request) throws JMSException {
        if (request instanceof TextMessage text) {
            return utf8(text.getText() == null ? "" : text.getText());
        }
        if (request instanceof BytesMessage bytes) {
            return MessageRow.bytes(bytes);
        }
        return utf8(Plain.text(MessageRow.of(request, null).get("body")));
    }

    private static byte[] utf8(String text) {
        return Surrogates.withoutHalf(text).getBytes(StandardCharsets.UTF_8);
    }
}
