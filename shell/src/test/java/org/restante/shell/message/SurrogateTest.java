package org.restante.shell.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.shell.Ran;

/** Half of a surrogate pair in a message: JSON and CSV are read back as what was sent; other formats refuse it. */
final class SurrogateTest {
    private static final String HALF = "a\ud800b \\ud800 \ud83d\ude00\udc00";

    @TempDir
    private Path data;

    private String uri = "";
    private JMSContext context;

    @BeforeEach
    void send() throws JMSException {
        uri = "vm:surrogates-" + data.getFileName();
        context = new RestanteConnectionFactory(uri).createContext();
        TextMessage message = context.createTextMessage(HALF);
        message.setStringProperty("p", HALF);
        message.setJMSType(HALF);
        message.setJMSCorrelationID(HALF);
        context.createProducer().send(context.createQueue("q"), message);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Ran run(String input, String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--url";
        all[1] = uri;
        System.arraycopy(words, 0, all, 2, words.length);
        return Ran.on(data, input, all);
    }

    private TextMessage received(String queue) {
        return (TextMessage) context.createConsumer(context.createQueue(queue)).receive(5000);
    }

    @Test
    void comesBackFromTheClient() throws JMSException {
        TextMessage message = received("q");
        assertEquals(HALF, message.getText());
        assertEquals(HALF, message.getStringProperty("p"));
    }

    @Test
    void comesBackFromLinesOfJson() throws JMSException {
        Ran browsed = run("", "browse", "q", "-o", "ndjson");
        assertTrue(browsed.out().contains("a\\ud800b \\\\ud800 \ud83d\ude00\\udc00"), browsed.out());
        assertEquals(
                0,
                run(browsed.out(), "publish", "copy", "-", "--each", "envelope").code());
        TextMessage message = received("copy");
        assertEquals(HALF, message.getText());
        assertEquals(HALF, message.getStringProperty("p"));
        assertEquals(HALF, message.getJMSType());
        assertEquals(HALF, message.getJMSCorrelationID());
    }

    @Test
    void comesBackFromRowsOfCsv() throws Exception {
        Ran browsed = run("", "browse", "q", "-o", "csv");
        assertTrue(browsed.out().contains("\\ud800"), browsed.out());
        assertFalse(browsed.out().contains("?"), browsed.out());
        Path rows = Files.writeString(data.resolve("rows"), browsed.out());
        run("", "publish", "copy", "${row.body}", "--template", "--rows", rows.toString());
        assertEquals(HALF, received("copy").getText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\\ud800\"", "\"\\\"\\\\ud800\\\"\"", "\"\\ud83d\\ude00\"", "{\"a\":\"\\ud800\"}", "\"x\""})
    void aTextThatLooksLikeItStaysAsItIs(String text) throws Exception {
        run("", "publish", "literal", text);
        String csv = run("", "browse", "literal", "-o", "csv").out();
        Path rows = Files.writeString(data.resolve("rows"), csv);
        run("", "publish", "copy", "${row.body}", "--template", "--rows", rows.toString());
        assertEquals(text, received("copy").getText());
    }

    @Test
    void isRefusedByFormatsThatHaveNoEscape() {
        for (String[] form : new String[][] {{"-o", "raw"}, {"--format", "{body}"}, {"--format", "{type}"}}) {
            Ran ran = run("", "poll", "q", "--ack", form[0], form[1]);
            assertEquals(1, ran.code());
            assertTrue(ran.err().contains("half of a surrogate pair"), ran.err());
        }
        assertTrue(run("", "browse", "q").out().contains("a\\ud800b"));
        Ran shown = run("", "show", id());
        assertTrue(shown.out().contains("a\\ud800b"), shown.out());
    }

    private String id() {
        return run("", "browse", "q", "--format", "{id}").out().strip();
    }

    @Test
    void isExportedAndImported() throws JMSException {
        String export = run("", "export", "q", "-", "-q").out();
        assertEquals(export, new String(export.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        assertEquals(0, run(export, "import", "copy", "-").code());
        assertEquals(HALF, received("copy").getText());
    }
}
