package org.restante.shell.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Main;
import org.restante.shell.Ran;
import org.restante.shell.terminal.Environment;

/** How bodies are shown: on a terminal indented and cut, for programs whole, and as JSON values on request. */
final class BodyOutputTest {
    @TempDir
    private Path data;

    private Ran run(String... arguments) {
        return Ran.on(data, "", arguments);
    }

    private Ran onTerminal(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        Environment environment = new Environment(
                Map.of("RESTANTE_DATA", data.toString(), "TERM", "dumb"),
                data,
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintWriter(err),
                true,
                false);
        int code = Main.run(arguments, environment);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    private static List<String> body(Ran ran) {
        return ran.out()
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .toList();
    }

    @Test
    void jsonIsIndentedOnATerminalOnly() {
        run("publish", "orders", "{\"id\":1,\"items\":[\"tea\",1.234567890123456789]}");
        List<String> indented = List.of("{", "  \"id\" : 1,", "  \"items\" : [ \"tea\", 1.234567890123456789 ]", "}");

        assertEquals(indented, body(onTerminal("browse", "orders")));
        assertEquals(indented, body(onTerminal("tail", "orders")));
        assertEquals(indented, body(onTerminal("poll", "orders")));
        assertEquals(List.of("{\"id\":1,\"items\":[\"tea\",1.234567890123456789]}"), body(run("browse", "orders")));
        run("publish", "broken", "{\"id\":1,");
        assertEquals(List.of("{\"id\":1,"), body(onTerminal("browse", "broken")));
    }

    @Test
    void aLongBodyIsCutOnATerminalAndTheNoteSaysWhereTheRestIs() {
        String lines = "line\n".repeat(30).strip();
        String id = run("publish", "lines", lines).firstLine();
        String wide = "x".repeat(1999) + "\ud83d\ude00" + "y".repeat(1000);
        String other = run("publish", "wide", wide).firstLine();

        List<String> cut = body(onTerminal("browse", "lines"));
        assertEquals(21, cut.size(), cut::toString);
        assertEquals("\u2026 49 more characters; show " + id + " shows all", cut.get(20));
        cut = body(onTerminal("poll", "wide"));
        assertEquals("x".repeat(1999) + "\ud83d\ude00", cut.get(0));
        assertEquals("\u2026 1,000 more characters; show " + other + " shows all", cut.get(1));
        assertEquals(
                30,
                onTerminal("show", id).out().lines().filter("  line"::equals).count());

        assertEquals(30, body(run("browse", "lines")).size());
        assertEquals(wide + "\n", onTerminal("browse", "wide", "-o", "raw").out());
        run("publish", "fits", "line\n".repeat(20).strip());
        assertEquals(20, body(onTerminal("browse", "fits")).size());
    }

    /** It is removed once it is shown, so a part of it would be a loss. */
    @Test
    void aBodyThatIsRemovedIsNotCut() {
        run("publish", "lines", "line\n".repeat(30).strip());
        run("publish", "lines", "line\n".repeat(30).strip());

        assertEquals(30, body(onTerminal("subscribe", "lines", "--max", "1")).size());
        assertEquals(30, body(onTerminal("poll", "lines", "--ack")).size());
    }

    @Test
    void aBodyIsAJsonValueOnRequest() {
        run("publish", "orders", "{\"id\": 1, \"price\": 1.234567890123456789}", "--property", "region=north");
        run("publish", "orders", "[1, null]");
        for (String other : List.of("5", "\"tea\"", "{\"a\": 1, \"a\": 2}", "{\"a\"", "tea")) {
            run("publish", "orders", other);
        }
        String[] browse = {"browse", "orders", "-o", "ndjson", "--json-body"};
        List<String> lines = run(browse).out().lines().toList();

        assertTrue(lines.get(0).endsWith(",\"body\":{\"id\":1,\"price\":1.234567890123456789}}"), lines.get(0));
        assertTrue(lines.get(1).endsWith(",\"body\":[1,null]}"), lines.get(1));
        assertTrue(lines.get(2).endsWith(",\"body\":\"5\"}"), lines.get(2));
        assertTrue(lines.get(3).endsWith(",\"body\":\"\\\"tea\\\"\"}"), lines.get(3));
        assertTrue(lines.get(4).endsWith(",\"body\":\"{\\\"a\\\": 1, \\\"a\\\": 2}\"}"), lines.get(4));
        assertTrue(lines.get(6).endsWith(",\"body\":\"tea\"}"), lines.get(6));
        assertTrue(run("browse", "orders", "-o", "ndjson").out().contains("\"body\":\"{\\\"id\\\": 1"));
        assertEquals(
                "1\n",
                run("browse", "orders", "--json-body", "--format", "{body.id}", "--max", "1")
                        .out());
        for (String command : List.of("poll", "tail")) {
            assertTrue(
                    run(command, "orders", "-o", "ndjson", "--json-body").out().contains("\"body\":{\"id\":1"),
                    command);
        }
    }

    @Test
    void suchALineIsReadBackAsTheSameText() {
        run(
                "publish",
                "orders",
                "{\"id\":1,\"price\":1.234567890123456789,\"to\":null}",
                "--property",
                "weight:double=0.5");
        run("publish", "orders", "5");
        String lines = run("browse", "orders", "-o", "ndjson", "--json-body").out();

        Ran copied = Ran.on(data, lines, "publish", "copy", "-", "--each", "envelope");

        assertEquals("2 messages sent to queue:copy\n", copied.out(), copied.err());
        assertEquals(
                run("browse", "orders", "-o", "raw").out(),
                run("browse", "copy", "-o", "raw").out());
        assertFalse(run("browse", "copy", "--selector", "weight = 0.5").out().isEmpty());
    }
}
