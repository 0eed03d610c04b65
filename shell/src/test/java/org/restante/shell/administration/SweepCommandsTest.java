package org.restante.shell.administration;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.ExitCode;

/** The bulk operations move, copy, purge and retry: they act on all messages, or on the selected ones and no others. */
final class SweepCommandsTest {
    @TempDir
    private Path data;

    private Ran run(String... arguments) {
        return Ran.on(data, "", arguments);
    }

    @BeforeEach
    void publish() {
        Ran.on(
                data,
                "publish orders one --property n:int=1\npublish orders two --property n:int=2\npublish orders three"
                        + " --property n:int=3\n");
    }

    @Test
    void movesWhatIsSelected() {
        Ran moved = run("move", "orders", "old", "--selector", "n > 1");

        assertEquals("2 messages moved of queue:orders to queue:old\n", moved.out());
        assertEquals(List.of("one"), bodies("orders"));
        assertEquals(List.of("two", "three"), bodies("old"));
    }

    /** An interrupt, as by Ctrl-C, ends the operation behind its present part; the error has the number of messages that are done. */
    @Test
    @SuppressWarnings("try") // the context keeps the broker
    void showsHowManyAreDoneWhenItIsInterrupted() {
        String url = "vm:swept?data=" + data.resolve("swept");
        try (JMSContext kept = new RestanteConnectionFactory(url).createContext();
                Admin admin = Admin.connect(url)) {
            assertEquals(
                    0,
                    run("--url", url, "publish", "many", "x", "--count", "30000")
                            .code());
            Thread typist = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                await().pollInterval(Duration.ofMillis(1)).until(() -> waiting(admin, "moved") > 0);
                typist.interrupt();
            });
            interrupter.start();
            Ran ran = run("--url", url, "move", "many", "moved");
            await().until(() -> Thread.interrupted() || !interrupter.isAlive());
            Thread.interrupted();
            long moved = waiting(admin, "moved");
            assertEquals(30_000, moved + waiting(admin, "many"));
            if (moved < 30_000) {
                assertEquals(ExitCode.INTERRUPTED, ran.code());
                assertEquals(
                        String.format(
                                Locale.ROOT,
                                "restante: interrupted: %,d messages moved of queue:many to queue:moved\n",
                                moved),
                        ran.err());
            }
        }
    }

    private static long waiting(Admin admin, String queue) {
        return admin.destinations("queue:" + queue).stream()
                .mapToLong(status -> status.counts().messages())
                .sum();
    }

    private List<String> bodies(String queue) {
        return run("browse", queue)
                .out()
                .lines()
                .filter(line -> line.startsWith("    ") && !line.contains("property "))
                .map(String::strip)
                .toList();
    }

    @Test
    void copiesTheFirstSoMany() throws Exception {
        Ran copied = run("copy", "orders", "test", "--max", "2", "--output", "json");

        assertEquals(
                Map.of("action", "copy", "from", "queue:orders", "to", "queue:test", "messages", 2, "dryRun", false),
                Json.readObject(copied.out()));
        assertEquals(List.of("one", "two"), bodies("test"));
        assertEquals(3, bodies("orders").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"move orders old", "copy orders old", "purge orders", "retry orders", "delete orders"})
    void changesNothingInADryRun(String command) {
        Ran ran = run((command + " --dry-run").split(" "));

        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        assertTrue(ran.out().startsWith("would "), ran.out());
        assertTrue(ran.out().contains("3 messages"), ran.out());
        assertEquals(3, bodies("orders").size());
        assertEquals(List.of(), bodies("old"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge orders", "delete orders"})
    void destroysNothingWhereNobodyCanBeAsked(String command) {
        Ran ran = run(command.split(" "));

        assertEquals(ExitCode.NOT_CONFIRMED, ran.code());
        assertTrue(ran.err().contains("add --yes"), ran.err());
        assertEquals(3, bodies("orders").size());
    }

    @Test
    void purgesByIdentifier() {
        String id = run("browse", "orders", "--max", "1").firstLine().split(" ")[0];
        Ran ran = run("purge", "orders", "--id", id, "--yes");

        assertEquals("1 message purged of queue:orders\n", ran.out());
        assertEquals(List.of("two", "three"), bodies("orders"));
        assertTrue(run("status", id).out().contains("PURGED"));
    }

    @Test
    void purgesASubscription() {
        run("create", "topic:news", "--subscription", "anna");
        run("publish", "topic:news", "hot");

        assertEquals(
                "1 message purged of topic:news for anna\n",
                run("purge", "topic:news", "--subscription", "anna", "--yes").out());
        assertEquals(ExitCode.USAGE, run("purge", "topic:news", "--yes").code());
        assertEquals(
                ExitCode.NOTHING,
                run("purge", "topic:news", "--subscription", "bert", "--yes").code());
    }

    @Test
    void purgesOnlyWhatIsOldEnough() {
        assertEquals(
                "0 messages purged of queue:orders\n",
                run("purge", "orders", "--older-than", "1h", "--yes").out());
        assertEquals(3, bodies("orders").size());
    }

    @Test
    void refusesASelectionThatIsNone() {
        assertEquals(
                ExitCode.USAGE,
                run("purge", "orders", "--id", "ID:0-1-1", "--max", "3", "--yes")
                        .code());
        assertEquals(
                ExitCode.USAGE, run("purge", "orders", "--max", "0", "--yes").code());
        assertEquals(
                ExitCode.USAGE,
                run("purge", "orders", "--selector", "n >", "--yes").code());
        assertEquals(ExitCode.USAGE, run("move", "orders", "topic:news").code());
        assertEquals(3, bodies("orders").size());
    }

    @Test
    void deletesAQueueWithItsMessages() {
        assertEquals(
                "queue:orders deleted with 3 messages\n",
                run("delete", "orders", "--yes").out());
        assertEquals("", run("queues").out());
        assertEquals(ExitCode.NOTHING, run("delete", "orders", "--yes").code());
    }

    @Test
    void deletesASubscriptionAndNoOther() {
        run("create", "topic:news", "--subscription", "anna");
        run("create", "topic:news", "--subscription", "workers", "--shared");
        run("publish", "topic:news", "hot");

        assertEquals(
                "topic:news for anna deleted with 1 message\n",
                run("delete", "topic:news", "--subscription", "anna", "--yes").out());
        assertEquals(
                List.of("workers"),
                run("subscriptions", "--format", "{name}").out().lines().toList());
    }

    @Test
    void sendsDeadLettersBack() {
        run("settings", "orders", "maxDeliveries=1");
        Ran.on(data, "poll orders --max 3\nrecover\n");
        assertEquals(3, bodies("DLQ.orders").size());

        assertEquals(
                "2 messages sent back of queue:DLQ.orders\n",
                run("retry", "DLQ.orders", "--max", "2").out());
        assertEquals(1, bodies("DLQ.orders").size());
        assertEquals(2, bodies("orders").size());
    }

    @Test
    void pausesAndResumes() {
        assertEquals(0, run("pause", "orders").code());
        assertEquals(ExitCode.NOTHING, run("poll", "orders").code());
        assertEquals("orders\n", run("queues", "--paused", "--format", "{name}").out());

        assertEquals(0, run("resume", "orders").code());
        assertEquals(ExitCode.DONE, run("poll", "orders").code());
        assertEquals(ExitCode.NOTHING, run("pause", "topic:none").code());
    }

    /** What keeps every message does not ask, and its help does not speak of asking; --yes is accepted. */
    @ParameterizedTest
    @ValueSource(strings = {"move orders old", "copy orders old", "retry orders"})
    void helpAndBehaviourAgreeThatItDoesNotAsk(String command) {
        assertFalse(run(command.split(" ")[0], "--help").out().contains("Do not ask for confirmation"));
        assertEquals(
                ExitCode.DONE, run((command + " --yes --dry-run").split(" ")).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge orders", "delete orders"})
    void helpAndBehaviourAgreeThatItAsks(String command) {
        assertTrue(run(command.split(" ")[0], "--help").out().contains("Do not ask for confirmation"));
        Ran ran = Ran.on(data, command);
        assertEquals(ExitCode.NOT_CONFIRMED, ran.code(), ran.err());
        assertEquals(3, bodies("orders").size());
    }
}
