package org.restante.shell.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.shell.Ran;

/** Display of bodies that other clients send. */
final class BodyTest {
    private static final String URI = "vm:bodies";

    @TempDir
    private Path data;

    private JMSContext context;

    @BeforeEach
    void connect() {
        context = new RestanteConnectionFactory(URI).createContext();
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Ran shown(Message message) {
        context.createProducer().send(context.createQueue("q"), message);
        return Ran.on(data, "", "--url", URI, "poll", "q", "--ack");
    }

    @Test
    void showsAMap() throws JMSException {
        MapMessage map = context.createMapMessage();
        map.setString("item", "te\na");
        map.setInt("count", 2);
        map.setBytes("raw", new byte[] {1, (byte) 0xfe});

        Ran ran = shown(map);

        assertTrue(ran.firstLine().endsWith("  map"), ran.out());
        assertEquals(
                List.of("count = 2", "item = te\\na", "raw = 0x01fe"),
                ran.bodies().stream().sorted().toList());
    }

    @Test
    void showsAStream() throws JMSException {
        StreamMessage stream = context.createStreamMessage();
        stream.writeString("tea");
        stream.writeLong(7);

        Ran ran = shown(stream);

        assertTrue(ran.firstLine().endsWith("  stream"), ran.out());
        assertEquals(List.of("tea", "7"), ran.bodies());
    }

    @Test
    void showsBytesAsTextWhereTheyAreText() throws JMSException {
        BytesMessage bytes = context.createBytesMessage();
        bytes.writeBytes("tea\ncaf\u00e9".getBytes(StandardCharsets.UTF_8));

        Ran ran = shown(bytes);

        assertTrue(ran.firstLine().endsWith("  9 bytes"), ran.out());
        assertEquals(List.of("tea", "caf\u00e9"), ran.bodies());
    }

    @Test
    void showsNoObject() {
        Ran ran = shown(context.createObjectMessage("secret"));

        assertTrue(ran.firstLine().endsWith("  object, not shown"), ran.out());
        assertEquals(List.of(), ran.bodies());
    }

    @Test
    void showsAMessageWithoutABody() {
        assertTrue(shown(context.createMessage()).firstLine().endsWith("  no body"));
        assertTrue(shown(context.createTextMessage()).firstLine().endsWith("  text without a value"));
        assertTrue(shown(context.createBytesMessage()).firstLine().endsWith("  0 bytes"));
    }

    @Test
    void letsNoHeaderDriveTheTerminal() throws JMSException {
        Message message = context.createTextMessage("body\u001b[31m\nID:0badcafe-1-1");
        message.setJMSType("type\u001b[2J");
        message.setStringProperty("p", "line\nbreak\u0007");
        message.setJMSCorrelationID("c\u001b]0;x");

        Ran ran = shown(message);

        assertFalse(ran.out().chars().anyMatch(each -> Character.isISOControl(each) && each != '\n'), ran.out());
        assertEquals(1, ran.out().lines().filter(line -> line.startsWith("ID:")).count());
        assertEquals(3, ran.bodies().size());
    }
}
