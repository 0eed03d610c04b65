package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.shell.terminal.Environment;
import org.restante.shell.terminal.ExitCode;

/** Each command as an argument of the shell, each in its own session. */
final class CommandsTest {
    @TempDir
    private Path data;

    private Ran run(String... arguments) {
        return Ran.on(data, "", arguments);
    }

    @Test
    void showsTheIdentifierOfWhatItPublished() {
        Ran published = run("publish", "orders", "{\"id\":1}");
        Ran browsed = run("browse", "queue:orders");

        assertEquals(0, published.code());
        assertTrue(published.firstLine().startsWith("ID:"), published.out());
        assertTrue(browsed.firstLine().startsWith(published.firstLine() + "  "), browsed.out());
        assertEquals(List.of("{\"id\":1}"), browsed.bodies());
    }

    @Test
    void publishesAFile(@TempDir Path files) throws IOException {
        Path text = Files.writeString(files.resolve("order.json"), "{\n\"id\": 2}\n");
        Path bytes = Files.write(files.resolve("bytes"), new byte[] {(byte) 0xff, 'a', 0});

        run("publish", "orders", "@" + text);
        Ran published = run("publish", "orders", "@" + bytes);

        assertTrue(published.err().contains("sent as bytes"), published.err());
        assertEquals(
                List.of("{", "\"id\": 2}", "00000000  ff 61 00                                         .a."),
                run("browse", "orders").bodies());
    }

    @Test
    void publishesAMessageALine() {
        Ran published = Ran.on(data, "one\n\nthree", "publish", "orders", "-");

        assertEquals("3 messages sent to queue:orders\n", published.out());
        assertEquals(
                3,
                run("browse", "orders")
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("ID:"))
                        .count());
        assertEquals(List.of("one", "three"), run("browse", "orders").bodies());
    }

    @Test
    void keepsTheOrderOfManyLines() {
        List<String> numbers =
                IntStream.rangeClosed(1, 5000).mapToObj(String::valueOf).toList();

        Ran published = Ran.on(data, String.join("\n", numbers), "publish", "orders", "-");

        assertEquals("5,000 messages sent to queue:orders\n", published.out());
        assertEquals(numbers, run("poll", "orders", "--ack", "--max", "10000").bodies());
        assertEquals(ExitCode.NOTHING, run("poll", "orders").code());
    }

    @Test
    void saysHowManyLinesAreKeptWhenOneIsRefused() {
        String uri = "vm:small?data=" + data + "&maxMessage=2000";
        String lines = "one\ntwo\n" + "x".repeat(5000) + "\nfour\n";

        Ran published = Ran.on(data, lines, "--url", uri, "publish", "orders", "-");

        assertEquals(ExitCode.FAILED, published.code());
        assertTrue(published.err().startsWith("restante: stopped at line 3: "), published.err());
        assertTrue(published.err().contains("(lines 1 to 2 are committed, none after them)"), published.err());
        assertEquals(List.of("one", "two"), run("browse", "orders").bodies());
    }

    @Test
    @SuppressWarnings("try") // the broker only has to run
    void readsTheOptionsOfAMessage() {
        try (Restante broker = Restante.start("vm:shell?data=" + data)) {
            publishWithOptions();
        }
    }

    private void publishWithOptions() {
        run(
                "publish",
                "orders",
                "tea",
                "--priority",
                "9",
                "--property",
                "colour=red",
                "--property",
                "n:int=5",
                "--type",
                "order",
                "--correlation-id",
                "c1",
                "--ttl",
                "1h",
                "--non-persistent");

        Ran browsed = run("browse", "orders", "--selector", "colour = 'red' AND n > 4");

        assertEquals(
                List.of("property colour = red", "property n = 5", "tea"),
                browsed.bodies().stream().sorted().toList());
        for (String header : List.of("priority 9", "type order", "correlation c1", "expires 2", "non-persistent")) {
            assertTrue(browsed.firstLine().contains("  " + header), browsed.out());
        }
    }

    @Test
    void givesBackWhatItPolledWithoutAck() {
        run("publish", "orders", "tea");

        Ran first = run("poll", "orders");
        Ran second = run("poll", "orders", "--ack");
        Ran third = run("poll", "orders");

        assertEquals(List.of("tea"), first.bodies());
        assertTrue(first.err().contains("1 message shown and put back; --ack removes them"), first.err());
        assertEquals(List.of("tea"), second.bodies());
        assertTrue(second.firstLine().contains("delivery 2"), second.out());
        assertEquals(ExitCode.NOTHING, third.code());
        assertEquals("restante: no message waits in queue:orders\n", third.err());
    }

    @Test
    void pollsOneMessageUnlessToldMore() {
        Ran.on(data, "1\n2\n3\n", "publish", "orders", "-");

        assertEquals(List.of("1"), run("poll", "orders", "--ack").bodies());
        assertEquals(
                List.of("2", "3"),
                run("poll", "orders", "--ack", "--max", "10", "--wait", "10ms").bodies());
    }

    @Test
    void keepsWhatComesForADurableSubscriberThatIsAway() {
        assertEquals(
                ExitCode.NOTHING, run("poll", "topic:news", "--durable", "anna").code());

        Ran.on(data, "one\ntwo\nthree\n", "publish", "topic:news", "-");

        assertEquals(
                List.of("one", "two", "three"),
                run("poll", "topic:news", "--durable", "anna", "--ack", "--max", "10")
                        .bodies());
    }

    @Test
    void keepsNothingForASubscriberThatHasLeft() {
        run("poll", "topic:news", "--durable", "anna");

        assertEquals("anna unsubscribed\n", run("unsubscribe", "anna").out());
        run("publish", "topic:news", "one");

        assertEquals(
                ExitCode.NOTHING, run("poll", "topic:news", "--durable", "anna").code());
        assertEquals(ExitCode.NOTHING, run("unsubscribe", "berta").code());
    }

    @Test
    void tellsClientIdentifiersApart() {
        run("poll", "topic:news", "--durable", "anna", "--client-id", "other");
        run("publish", "topic:news", "one");

        assertEquals(
                ExitCode.NOTHING, run("poll", "topic:news", "--durable", "anna").code());
        assertEquals(
                0,
                run("poll", "topic:news", "--durable", "anna", "--client-id", "other")
                        .code());
    }

    @Test
    void subscribesUntilItHasWhatWasAskedFor() {
        Ran.on(data, "1\n2\n3\n", "publish", "orders", "-");

        Ran subscribed = run("subscribe", "orders", "--max", "2");

        assertEquals(0, subscribed.code());
        assertEquals(List.of("1", "2"), subscribed.bodies());
        assertEquals(List.of("3"), run("browse", "orders").bodies());
    }

    @Test
    void tellsEachStepOfAMessage() {
        String id = run("publish", "orders", "tea").firstLine();
        run("poll", "orders");
        run("poll", "orders", "--ack");

        Ran status = run("status", id);

        assertEquals(0, status.code());
        assertTrue(status.firstLine().startsWith(id + "  queue:orders  ACKNOWLEDGED"), status.out());
        assertEquals(
                List.of("QUEUED", "DELIVERED", "RETURNED", "DELIVERED", "ACKNOWLEDGED"),
                status.bodies().stream().map(line -> line.split("  ")[1]).toList());
        assertTrue(status.out().contains("attempt 2"), status.out());
    }

    @Test
    void saysThatItDoesNotKnowAMessage() {
        Ran status = run("status", "ID:00000000-1-1");

        assertEquals(ExitCode.NOTHING, status.code());
        assertTrue(status.err().startsWith("restante: the broker has no record of ID:00000000-1-1"), status.err());
        assertEquals(ExitCode.USAGE, run("status", "orders").code());
    }

    @Test
    void acknowledgesAMessageByItsIdentifier() {
        run("publish", "orders", "tea");
        String id = run("publish", "orders", "coffee").firstLine();

        assertEquals(id + " acknowledged\n", run("ack", id).out());
        assertEquals(List.of("tea"), run("browse", "orders").bodies());

        Ran again = run("ack", id);
        assertEquals(ExitCode.FAILED, again.code());
        assertTrue(again.err().contains("its state is ACKNOWLEDGED"), again.err());
    }

    @Test
    void holdsNothingBetweenCommandsOfTheirOwn() {
        assertEquals(ExitCode.FAILED, run("ack").code());
        assertEquals(ExitCode.FAILED, run("recover").code());
    }

    @Test
    void saysInALineWhatIsWrong() {
        for (List<String> wrong : List.of(
                List.of("publsh", "orders"),
                List.of("publish", "orders"),
                List.of("publish", "orders", "two", "words"),
                List.of("publish", "orders", "x", "--prority", "1"),
                List.of("publish", "topic:", "x"),
                List.of("poll", "topic:news"),
                List.of("poll", "orders", "--durable", "anna"),
                List.of("poll", "orders", "--max", "0"),
                List.of("browse", "topic:news"),
                List.of("--url", "nonsense", "browse", "orders"),
                List.of("--data", "a", "--url", "vm:b", "browse", "orders"))) {
            Ran ran = run(wrong.toArray(String[]::new));

            assertEquals(ExitCode.USAGE, ran.code(), wrong::toString);
            assertTrue(ran.err().startsWith("restante: "), ran.err());
            assertFalse(ran.err().contains("\tat "), ran.err());
        }
    }

    @Test
    void saysWhatCannotBeDone() {
        for (List<String> impossible : List.of(
                List.of("publish", "orders", "@no-such-file"),
                List.of("publish", "orders", "@" + data),
                List.of("poll", "orders", "--max", "100000"))) {
            Ran ran = run(impossible.toArray(String[]::new));

            assertEquals(ExitCode.FAILED, ran.code(), () -> impossible + ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
    }

    @Test
    void saysThatThereIsNoConnection() {
        for (String command : List.of("browse orders", "queues", "publish orders x", "info")) {
            Ran ran = run(("--url tcp://127.0.0.1:1 " + command).split(" "));

            assertEquals(ExitCode.NO_CONNECTION, ran.code(), ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
    }

    @Test
    void saysWhatIsWrittenWrongly() {
        for (String command : List.of(
                "--url vm:x?dta=1 browse orders",
                "--url vm:x?dta=1 queues",
                "publish orders x --priority 12",
                "publish orders x --property 1a=2",
                "publish orders x --body none",
                "browse orders --selector a=",
                "create orders --subscription anna",
                "subscribe topic:news --durable anna --shared berta")) {
            Ran ran = run(command.split(" "));

            assertEquals(ExitCode.USAGE, ran.code(), command + ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
    }

    @Test
    void isNotDoneWhereItsResultsCannotBeWritten() {
        run("publish", "orders", "tea");
        for (String reason : List.of("No space left on device", "Broken pipe")) {
            OutputStream full = new OutputStream() {
                @Override
                public void write(int next) throws IOException {
                    throw new IOException(reason);
                }
            };
            StringWriter err = new StringWriter();
            int code = Main.run(
                    new String[] {"browse", "orders"},
                    new Environment(
                            Map.of("RESTANTE_DATA", data.toString()),
                            data,
                            new ByteArrayInputStream(new byte[0]),
                            full,
                            new PrintWriter(err),
                            false,
                            false));
            boolean unread = reason.equals("Broken pipe");
            assertEquals(unread ? ExitCode.UNREAD : ExitCode.FAILED, code);
            assertEquals(
                    unread ? "" : "restante: the output cannot be written: No space left on device\n", err.toString());
        }
    }

    @Test
    void saysWhatIsNotThere() {
        for (String command : List.of(
                "browse none",
                "tail none",
                "pause none",
                "purge none --yes",
                "export none -",
                "delete none --yes",
                "delete topic:none --subscription anna --yes",
                "schedule --cancel ID:00000000-1-1 --yes",
                "unsubscribe nobody",
                "poll none")) {
            assertEquals(ExitCode.NOTHING, run(command.split(" ")).code(), command);
        }
    }

    @Test
    void touchesNoOtherQueueWhereANameHasControlCharacters() {
        run("publish", "v\\nw", "precious");
        run("publish", "v\nw", "junk");

        assertEquals(0, run("delete", "v\nw", "--yes").code());
        assertEquals(List.of("precious"), run("browse", "v\\nw").bodies());
        assertEquals(ExitCode.NOTHING, run("browse", "v\nw").code());
    }

    @Test
    void showsWhereItWentWrongWhenAskedTo() {
        Ran ran = run("--verbose", "publish", "orders", "@no-such-file");

        assertEquals(ExitCode.FAILED, ran.code());
        assertTrue(ran.err().contains("\tat org.restante.shell.message.Publish"), ran.err());
    }

    @Test
    void refusesAnArgumentThatTheLocaleHasSpoilt() {
        Ran ran = run("publish", "orders", "caf\ufffd");

        assertEquals(ExitCode.USAGE, ran.code());
        assertEquals(0, run("browse", "orders").bodies().size());
    }

    @Test
    void helps() {
        Ran all = run("help");
        Ran one = run("publish", "--help");

        assertEquals(0, all.code());
        for (String command : List.of("publish", "poll", "ack", "subscribe", "browse", "status")) {
            assertTrue(all.out().contains("\n  " + command), all.out());
        }
        assertTrue(one.out().contains("--priority"), one.out());
    }
}
