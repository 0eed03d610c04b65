package org.restante.shell.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.Restante;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.ExitCode;

/** Publishing: sources of content, and the messages that a receiver gets. */
final class PublishTest {
    @TempDir
    private Path data;

    private Ran run(String... arguments) {
        return Ran.on(data, "", arguments);
    }

    private List<String> raw(String queue) {
        return run("browse", queue, "--output", "raw", "--max", "10000")
                .out()
                .lines()
                .toList();
    }

    private Map<String, Object> only(String queue) throws IOException {
        List<?> all = (List<?>) Json.read(run("browse", queue, "-o", "json").out());
        assertEquals(1, all.size(), all::toString);
        Map<String, Object> row = new java.util.LinkedHashMap<>();
        ((Map<?, ?>) all.get(0)).forEach((name, value) -> row.put(String.valueOf(name), value));
        return row;
    }

    @Test
    void sendsEachElementOfAJsonArray() {
        Ran ran = Ran.on(data, "[ \"tea\", {\"a\": 1},\n 5, null]", "publish", "orders", "-", "--each", "json");

        assertEquals("4 messages sent to queue:orders\n", ran.out(), ran.err());
        assertEquals(List.of("tea", "{\"a\":1}", "5", "null"), raw("orders"));
    }

    @Test
    void saysWhatOfAJsonArrayWasSentWhenItBreaks() {
        Ran ran = Ran.on(data, "[ \"tea\", {\"a\": ", "publish", "orders", "-", "--each", "json");

        assertEquals(ExitCode.FAILED, ran.code());
        assertTrue(
                ran.err().contains("stopped at message 2") && ran.err().contains("message 1 is committed"), ran.err());
        assertEquals(List.of("tea"), raw("orders"));
        assertEquals(
                ExitCode.FAILED,
                Ran.on(data, "{", "publish", "orders", "-", "--each", "json").code());
    }

    /** As jq and others write it: one value after the other, with or without line breaks between them. */
    @Test
    void sendsEachOfSeveralJsonValuesThatFollowOneAnother() {
        Ran ran = Ran.on(data, "{\"a\":1}{\"a\":2}\n\"tea\" 5\n[6,[7]]\n", "publish", "orders", "-", "--each", "json");

        assertEquals("6 messages sent to queue:orders\n", ran.out(), ran.err());
        assertEquals(List.of("{\"a\":1}", "{\"a\":2}", "tea", "5", "6", "[7]"), raw("orders"));
        assertEquals(
                "0 messages sent to queue:orders\n",
                Ran.on(data, "\n", "publish", "orders", "-", "--each", "json").out());

        Ran broken = Ran.on(data, "{\"a\":1}\n{\"a\" 2}", "publish", "orders", "-", "--each", "json");
        assertEquals(ExitCode.FAILED, broken.code());
        assertTrue(
                broken.err()
                        .contains(
                                "stopped at message 2: standard input: unexpected character '2'; a colon is missing (line 2, column 6)"),
                broken.err());
    }

    @Test
    void sendsWhatNulDivides() {
        Ran.on(data, "one\ntwo\0three\0", "publish", "orders", "-", "--each", "nul");

        assertEquals(
                List.of("one\ntwo", "three"),
                List.of(run("browse", "orders", "--format", "{body}\\0").out().split("\0")));
    }

    @Test
    void sendsAllOfStandardInputAsOneMessage() {
        Ran.on(data, "one\ntwo\n", "publish", "orders", "-", "--each", "all");

        assertEquals("one\ntwo\n\n", run("browse", "orders", "-o", "raw").out());
    }

    @Test
    void sendsTheLinesOfAFile() throws IOException {
        Path file = Files.writeString(data.resolve("lines"), "a\nb\n");
        run("publish", "orders", "@" + file, "--each", "line");

        assertEquals(List.of("a", "b"), raw("orders"));
    }

    @Test
    void sendsBytesAndGivesThemBackAsTheyAre() {
        byte[] bytes = {0, (byte) 0xff, 10, 13, 65};
        Ran.in(data, bytes, "publish", "orders", "-", "--each", "all", "--body", "bytes");
        Ran text = run("publish", "texts", "caf\u00e9", "--body", "bytes");

        assertEquals(0, text.code(), text.err());
        assertEquals("caf\u00e9\n", run("browse", "texts", "-o", "raw").out());
        assertEquals(
                new String(bytes, StandardCharsets.UTF_8) + "\n",
                run("browse", "orders", "-o", "raw").out());
    }

    @Test
    void sendsMapsAndStreamsWithTheirTypes() throws IOException {
        run(
                "publish",
                "maps",
                "{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":1.5,\"e\":{\"type\":\"short\",\"value\":7},\"f\":null}",
                "--body",
                "map");
        run("publish", "streams", "[1,\"two\",{\"type\":\"long\",\"value\":3}]", "--body", "stream");

        Map<String, Object> map = only("maps");
        assertEquals("map", map.get("kind"));
        assertEquals(
                "{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":1.5,\"e\":{\"type\":\"short\",\"value\":7},\"f\":null}",
                Json.write(map.get("body")));
        assertEquals(
                "[1,\"two\",{\"type\":\"long\",\"value\":3}]",
                Json.write(only("streams").get("body")));
        assertEquals(
                ExitCode.FAILED, run("publish", "maps", "[1]", "--body", "map").code());
        assertEquals(
                ExitCode.FAILED,
                run("publish", "maps", "{\"a\":{\"b\":1}}", "--body", "map").code());
    }

    @Test
    @SuppressWarnings("try") // the broker only has to run
    void putsOnWhatIsSaid() throws IOException {
        try (Restante broker = Restante.start("vm:shell?data=" + data)) {
            publishWithOptions();
        }
    }

    @Test
    void aNonPersistentMessageEndsWithTheShellsOwnBroker() {
        run("publish", "orders", "tea", "--non-persistent");

        assertEquals(List.of(), raw("orders"));
    }

    private void publishWithOptions() throws IOException {
        run(
                "publish",
                "orders",
                "x",
                "--type",
                "order",
                "--correlation-id",
                "c1",
                "--reply-to",
                "topic:answers",
                "--priority",
                "9",
                "--non-persistent",
                "--ttl",
                "1h",
                "--property",
                "n:long=5",
                "--property",
                "s=t");
        Map<String, Object> row = only("orders");

        assertEquals("order", row.get("type"));
        assertEquals("c1", row.get("correlationId"));
        assertEquals("topic:answers", row.get("replyTo"));
        assertEquals(9, row.get("priority"));
        assertEquals(false, row.get("persistent"));
        assertTrue(row.get("expiration").toString().endsWith("Z"), row::toString);
        assertEquals("{\"n\":{\"type\":\"long\",\"value\":5},\"s\":\"t\"}", Json.write(row.get("properties")));
    }

    @Test
    void fillsATemplateForEachMessage() {
        run(
                "publish",
                "orders",
                "${n}-${random:5-5}-${pick:$x,$x}",
                "--template",
                "--count",
                "3",
                "--property",
                "id=p${n}");

        assertEquals(List.of("1-5-$x", "2-5-$x", "3-5-$x"), raw("orders"));
        assertEquals(
                "p1\np2\np3\n",
                run("browse", "orders", "--format", "{properties.id}").out());
    }

    @Test
    void makesTheSameRandomValuesOfTheSameSeed() {
        for (String queue : List.of("a", "b")) {
            run("publish", queue, "${uuid} ${random:1-1000000}", "--template", "--count", "2", "--seed", "7");
        }

        assertEquals(raw("a"), raw("b"));
        assertEquals(2, raw("a").stream().distinct().count());
    }

    @Test
    void fillsATemplateFromTheRowsOfAFile() throws IOException {
        Path rows = Files.writeString(data.resolve("rows.csv"), "id,what\r\n1,\"tea, \"\"green\"\"\"\r\n2,coffee\r\n");
        Ran ran = run("publish", "orders", "${row.id}:${row.what}", "--template", "--rows", rows.toString());

        assertEquals("2 messages sent to queue:orders\n", ran.out(), ran.err());
        assertEquals(List.of("1:tea, \"green\"", "2:coffee"), raw("orders"));
        Ran wrong = run("publish", "orders", "${row.wat}", "--template", "--rows", rows.toString());
        assertTrue(wrong.err().contains("${row.what}"), wrong.err());
    }

    @Test
    void leavesAPlainTextAsItIs() {
        run("publish", "orders", "${n}");

        assertEquals(List.of("${n}"), raw("orders"));
    }

    @Test
    void refusesARateThatIsNone() {
        for (String rate : List.of("NaN", "Infinity", "-1")) {
            assertEquals(
                    2,
                    run("publish", "orders", "x", "--count", "2", "--rate=" + rate)
                            .code(),
                    rate);
        }
    }

    @Test
    void sendsAgainAndAgainAtARate() {
        Ran ran = run("publish", "orders", "x", "--count", "5", "--rate", "1000");

        assertEquals("5 messages sent to queue:orders\n", ran.out());
        assertEquals(5, raw("orders").size());
    }

    @Test
    void sendsAnewWhatBrowseWrote() throws IOException {
        run("publish", "orders", "x", "--property", "n:long=5", "--type", "order", "--priority", "8");
        run("publish", "orders", "{\"a\":{\"type\":\"byte\",\"value\":1}}", "--body", "map");
        Ran.in(data, new byte[] {1, (byte) 0xff}, "publish", "orders", "-", "--each", "all");
        run("publish", "orders", "", "--body", "none");
        String dump = run("browse", "orders", "-o", "ndjson").out();

        Ran ran = Ran.on(data, dump, "publish", "copy", "-", "--each", "envelope");

        assertEquals("4 messages sent to queue:copy\n", ran.out(), ran.err());
        String format = "{type} {priority} {persistent} {properties} {kind} {body}";
        assertEquals(
                run("browse", "orders", "--format", format).out(),
                run("browse", "copy", "--format", format).out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publish orders ${nme} --template",
                "publish orders x --count 0",
                "publish orders x --rate -1",
                "publish orders - --count 2",
                "publish orders x --rows none.csv",
                "publish orders x --body nothing",
                "publish orders x --each word"
            })
    void refusesWhatMakesNoSense(String command) {
        Ran ran = run(command.split(" "));

        assertEquals(ExitCode.USAGE, ran.code(), ran.err());
        assertEquals(List.of(), raw("orders"));
    }

    @Test
    void takesEnvelopesWithBlankLinesBetweenThemAndJsonAsText() {
        Ran.on(data, "{\"body\":\"x\"}\n\n{\"body\":{\"a\":1}}\n", "publish", "orders", "-", "--each", "envelope");

        assertEquals(List.of("x", "{\"a\":1}"), raw("orders"));
    }

    @Test
    void fillsTypedPropertiesOfATemplateAndKeepsWhatIsEscaped() throws IOException {
        run("publish", "orders", "$${n}", "--template", "--property", "k:int=${n}");

        assertEquals("${n}", only("orders").get("body"));
        assertEquals(0, run("browse", "orders", "--selector", "k = 1").code());
        assertEquals(
                ExitCode.USAGE,
                run("publish", "orders", "x", "--template", "--property", "k:int=${uuid}")
                        .code());
    }

    @Test
    void tellsProgramsWhatWasSent() throws IOException {
        assertEquals(
                "queue:orders",
                Json.readObject(run("publish", "orders", "x", "-o", "json").out())
                        .get("destination"));
        assertEquals(
                "2\n",
                run("publish", "orders", "x", "--count", "2", "--format", "{messages}")
                        .out());
    }

    @Test
    void refusesALineThatIsNoEnvelope() {
        for (String line : List.of(
                "tea",
                "[1]",
                "{}",
                "{\"body\":\"x\",\"propertys\":{}}",
                "{\"body\":\"x\",\"priority\":\"9\"}",
                "{\"body\":\"x\",\"persistent\":\"no\"}",
                "{\"kind\":\"map\",\"body\":\"x\"}",
                "{\"kind\":\"stream\",\"body\":{}}",
                "{\"kind\":\"object\"}",
                "{\"kind\":\"bytes\",\"body\":\"%\"}")) {
            Ran ran = Ran.on(data, line + "\n", "publish", "orders", "-", "--each", "envelope");

            assertEquals(ExitCode.FAILED, ran.code(), line + ran.err());
        }
        assertEquals(List.of(), raw("orders"));
    }

    @Test
    void splitsATextAsItSplitsAFile() {
        Ran ran = Ran.on(data, "", "publish", "parts", "[1,\"two\",{\"a\":3}]", "--each", "json");
        assertEquals("3 messages sent to queue:parts\n", ran.out(), ran.err());
        Ran.on(data, "", "publish", "parts", "x\ny", "--each", "line");
        Ran.on(data, "", "publish", "parts", "{\"body\":\"z\"}", "--each", "envelope");
        Ran.on(data, "", "publish", "parts", "[1]", "--each", "all");
        assertEquals(
                "1\ntwo\n{\"a\":3}\nx\ny\nz\n[1]\n",
                Ran.on(data, "", "browse", "parts", "-o", "raw").out());
        assertEquals(
                2,
                Ran.on(data, "", "publish", "parts", "[1]", "--each", "json", "--count", "2")
                        .code());
        assertEquals(
                1, Ran.on(data, "", "publish", "parts", "tea", "--each", "json").code());
    }
}
