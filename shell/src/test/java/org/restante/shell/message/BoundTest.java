package org.restante.shell.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.shell.Ran;

/** A program gets every result; only a person at a terminal sees a part of them, and reads that it is a part. */
final class BoundTest {

    private static final int MESSAGES = 250;

    @TempDir
    private Path data;

    @BeforeEach
    void publish() {
        String lines =
                IntStream.rangeClosed(1, MESSAGES).mapToObj(n -> n + "\n").collect(Collectors.joining());
        Ran.on(data, lines, "publish", "orders", "-");
    }

    private Ran run(String line) {
        return Ran.on(data, "", line.split(" "));
    }

    @Test
    void copiesAWholeQueueByLinesOfJson() {
        Ran browsed = run("browse orders -o ndjson");
        assertEquals("", browsed.err());
        Ran copied = Ran.in(
                data, browsed.out().getBytes(StandardCharsets.UTF_8), "publish", "copy", "-", "--each", "envelope");
        assertEquals("250 messages sent to queue:copy\n", copied.out(), copied.err());
        assertEquals(
                run("browse orders -o raw").out(), run("browse copy -o raw").out());
    }

    @Test
    void listsTheDeliveriesOfAllMessages() {
        assertEquals(MESSAGES, run("status --format {id}").out().lines().count());
        assertEquals(MESSAGES, run("status --of orders").out().lines().count() - 1);
        assertEquals(7, run("status --max 7 --format {id}").out().lines().count());
    }

    @Test
    void showsAllMessagesOfASubscription() {
        run("create topic:news --subscription anna");
        run("publish topic:news x --count 250 -q");
        assertEquals(
                MESSAGES,
                run("browse topic:news --subscription anna -o raw")
                        .out()
                        .lines()
                        .count());
        assertEquals(
                3,
                run("browse topic:news --subscription anna -o raw --max 3")
                        .out()
                        .lines()
                        .count());
    }

    @Test
    void anImportReportsHowManyBadLinesItDoesNotName() {
        Ran exported = run("export orders - -q");
        String head = exported.firstLine() + "\n";
        String file = head + "bad\n".repeat(120) + exported.out().substring(head.length());
        Ran imported = Ran.on(data, file, "import", "copy", "-", "--skip-bad");
        assertEquals(1, imported.code());
        String last = imported.err().lines().reduce("", (before, line) -> line);
        assertEquals("restante: 20 more bad lines not shown; only the first 100 are", last, imported.err());
    }
}
