package org.restante.shell.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Equal rows in every output format. */
final class ResultsTest {
    private static final List<String> COLUMNS = List.of("name", "waiting", "oldest", "age", "paused", "properties");

    private int width;

    @Command
    static final class Top {
        @Mixin
        private OutputOptions output = new OutputOptions();
    }

    private static OutputOptions output(String... options) {
        Top top = new Top();
        new CommandLine(top).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        return top.output;
    }

    private static Map<String, Object> row(Object... values) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(COLUMNS.get(i), values[i]);
        }
        return row;
    }

    private String shown(List<Map<String, Object>> rows, String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintWriter terminal = new PrintWriter(out, false, StandardCharsets.UTF_8);
        Screen screen = width > 0 ? Screen.ofPrompt(terminal, false, () -> width, () -> 0) : ofProgram(out);
        try (Results results = Results.of(output(options), screen, COLUMNS)) {
            rows.forEach(results::add);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Screen ofProgram(OutputStream out) {
        PrintWriter err = new PrintWriter(Writer.nullWriter());
        return Screen.of(
                new Environment(Map.of(), Path.of("home"), InputStream.nullInputStream(), out, err, false, false));
    }

    private static final List<Map<String, Object>> ROWS = List.of(
            row(
                    "orders, \"all\"",
                    1234567L,
                    Instant.ofEpochMilli(1000),
                    Duration.ofSeconds(90),
                    true,
                    Map.of("colour", "red")),
            row("b\nc", 0, null, null, false, null));

    @Test
    void showsATable() {
        List<String> lines = shown(ROWS).lines().toList();

        assertEquals(3, lines.size());
        assertEquals("name             waiting  oldest          age       paused  properties", lines.get(0));
        assertTrue(lines.get(1).startsWith("orders, \"all\"  1,234,567  01-01 "), lines.get(1));
        assertTrue(lines.get(1).endsWith("  1:30 min  yes     {\"colour\":\"red\"}"), lines.get(1));
        assertEquals("b\\nc                   0", lines.get(2));
    }

    @Test
    void cutsATableToTheTerminal() {
        width = 40;

        shown(ROWS).lines().forEach(line -> assertTrue(line.length() <= 40, line));
    }

    @Test
    void showsAValueALineWhereATableDoesNotFit() {
        width = 30;

        List<String> lines = shown(ROWS).lines().toList();

        assertEquals("name        orders, \"all\"", lines.get(0));
        assertEquals("waiting     1,234,567", lines.get(1));
        assertEquals("properties  {\"colour\":\"red\"}", lines.get(5));
        assertEquals(List.of("", "name        b\\nc", "waiting     0", ""), lines.subList(6, 10));
        assertEquals(10, lines.size());
    }

    @Test
    void showsNoTableOfNothing() {
        assertEquals("", shown(List.of()));
        assertEquals("[]\n", shown(List.of(), "-o", "json"));
        assertEquals("", shown(List.of(), "-o", "ndjson"));
    }

    @Test
    void showsJson() throws Exception {
        String first =
                "{\"name\":\"orders, \\\"all\\\"\",\"waiting\":1234567,\"oldest\":\"1970-01-01T00:00:01Z\",\"age\":90000,"
                        + "\"paused\":true,\"properties\":{\"colour\":\"red\"}}";
        String second =
                "{\"name\":\"b\\nc\",\"waiting\":0,\"oldest\":null,\"age\":null,\"paused\":false,\"properties\":null}";

        assertEquals("[\n" + first + ",\n" + second + "\n]\n", shown(ROWS, "--output", "json"));
        assertEquals(first + "\n" + second + "\n", shown(ROWS, "--output", "ndjson"));
        assertEquals(Arrays.asList(Json.read(first), Json.read(second)), Json.read(shown(ROWS, "--output", "json")));
    }

    @Test
    void showsCsv() {
        assertEquals(
                "name,waiting,oldest,age,paused,properties\r\n"
                        + "\"orders, \"\"all\"\"\",1234567,1970-01-01T00:00:01Z,90000,true,\"{\"\"colour\"\":\"\"red\"\"}\"\r\n"
                        + "\"b\nc\",0,,,false,\r\n",
                shown(ROWS, "--output", "csv"));
    }

    @Test
    void showsValuesAlone() {
        assertEquals("b\nc\t0\t\t\tfalse\t\n", shown(ROWS.subList(1, 2), "--output", "raw"));
    }

    @Test
    void showsLinesOfTheUsersOwn() {
        assertEquals("1234567 {x} red\n0 {x} \n", shown(ROWS, "--format", "{waiting} {{x} {properties.colour}"));
        assertEquals("1234567\0000\000", shown(ROWS, "--format", "{waiting}\\0"));
    }

    @Test
    void refusesAnInvalidTemplate() {
        for (String form : List.of("{nme}", "{name")) {
            ShellException e = assertThrows(ShellException.class, () -> shown(ROWS, "--format", form));
            assertEquals(ExitCode.USAGE, e.exitCode());
        }
    }

    @Test
    void showsOneResultAsNamesAndValues() {
        StringWriter out = new StringWriter();
        Screen screen = Screen.ofPrompt(new PrintWriter(out), false, () -> 0, () -> 0);

        Results.one(output(), screen, row("a", 5));
        assertEquals("name     a\nwaiting  5\n", out.toString());
        out.getBuffer().setLength(0);
        Results.one(output("-o", "json"), screen, row("a", 5));
        assertEquals("{\"name\":\"a\",\"waiting\":5}\n", out.toString());
    }

    @Test
    void saysNothingButErrorsWhenQuiet() {
        StringWriter err = new StringWriter();
        Screen screen = Screen.ofPrompt(new PrintWriter(err), false, () -> 0, () -> 0);
        screen.setQuiet(true);
        screen.note("noted");
        screen.complain("wrong");

        assertEquals("wrong\n", err.toString());
    }
}
