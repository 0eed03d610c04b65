package org.restante.shell.bench;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;

/** Small loads: their reports, and messages that they do not touch. */
final class BenchTest {
    @TempDir
    private Path data;

    private Map<String, Object> json(String... arguments) throws Exception {
        Ran ran = Ran.on(data, "", arguments);
        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        return Json.readObject(ran.out());
    }

    @Test
    void reportsWhatWasSentAndReceivedAsJson() throws Exception {
        Map<String, Object> report =
                json("bench", "--count", "500", "--producers", "2", "--consumers", "3", "--size", "10", "-o", "json");

        assertEquals(500, report.get("sent"));
        assertEquals(500, report.get("received"));
        assertEquals(0, report.get("missing"));
        Map<?, ?> deliveries = (Map<?, ?>) report.get("deliveries");
        assertTrue(((Number) deliveries.get("p99")).doubleValue() > 0, deliveries::toString);
        assertTrue(deliveries.containsKey("p99.99"), deliveries::toString);
    }

    @Test
    void givesEachConsumerOfATopicEachMessage() throws Exception {
        Map<String, Object> report =
                json("bench", "topic:load", "--count", "200", "--consumers", "3", "--non-persistent", "-o", "json");

        assertEquals(200, report.get("sent"));
        assertEquals(600, report.get("received"));
    }

    @Test
    void measuresTransactionsForATime() throws Exception {
        Map<String, Object> report =
                json("bench", "--batch", "10", "--time", "300ms", "--warm-up", "50ms", "--rate", "1000", "-o", "json");

        int sent = (int) report.get("sent");
        assertTrue(sent > 0 && sent <= 1000, report::toString);
        assertEquals(sent, report.get("received"));
    }

    @Test
    void showsATableToPeople() {
        Ran ran = Ran.on(data, "", "bench", "--count", "20");

        assertEquals(ExitCode.DONE, ran.code(), ran.err());
        assertTrue(ran.out().startsWith("20 sent, 20 received in "), ran.out());
        assertTrue(ran.out().contains("99.9%"), ran.out());
    }

    @Test
    void leavesNoQueueBehindOfItsOwn() {
        Ran.on(data, "", "bench", "--count", "20");
        Ran all = Ran.on(data, "", "info");

        assertTrue(all.out().contains("0 messages"), all.out());
    }

    @Test
    void leavesNoQueueOfItsOwnBehindThatNobodyReceivesFrom() throws Exception {
        Map<String, Object> report = json("bench", "--count", "20", "--consumers", "0", "-o", "json");
        assertEquals(0, report.get("missing"));
        assertEquals("", Ran.on(data, "", "queues", "--format", "{name}").out());
        json("bench", "kept", "--count", "20", "--consumers", "0", "-o", "json");
        assertEquals(
                "kept 20\n",
                Ran.on(data, "", "queues", "--format", "{name} {messages}").out());
    }

    @Test
    void givesProgramsMillisecondsAndAValueToEachName() {
        Ran csv = Ran.on(data, "", "bench", "--count", "20", "-o", "csv");
        List<String> lines = csv.out().lines().toList();
        assertTrue(lines.get(0).contains(",time,interrupted,sent,received,missing,sends.measured,"), lines.get(0));
        assertTrue(lines.get(0).endsWith(",deliveries.p99.99,deliveries.max"), lines.get(0));
        assertFalse(lines.get(1).contains("{"), lines.get(1));
        assertEquals(lines.get(0).split(",").length, lines.get(1).split(",").length, csv.out());
        Ran raw = Ran.on(data, "", "bench", "--count", "20", "-o", "raw");
        assertFalse(raw.out().contains("{"), raw.out());
        Ran format = Ran.on(data, "", "bench", "--count", "20", "--format", "{sends.measured} {sends.p99.9}");
        assertTrue(format.out().matches("20 \\d+\\.\\d+(E-?\\d+)?\n"), format.out());
    }

    @Test
    void tellsLatenciesInMilliseconds() {
        BenchLoad load = new BenchLoad(
                "a run", new Target(false, "load"), 1, 1, 10, 1, Duration.ZERO, Duration.ZERO, 0, true, 0);
        Measure measure = new Measure();
        measure.begin();
        measure.add(1_500_000);
        Map<String, Object> row = BenchReport.flat(
                new BenchReport(load, Duration.ofSeconds(2), false, 1, 1, measure, measure).row("restante"));

        assertEquals(1.5, (double) row.get("sends.p50"), 0.01);
        assertEquals(0.5, (double) row.get("deliveries.perSecond"), 0.01);
        assertEquals(Duration.ofSeconds(2), row.get("time"));
    }

    @Test
    void saysThatNothingWasMeasuredIfItIsEndedWhileItWarmsUp() throws Exception {
        CompletableFuture<Ran> ran = new CompletableFuture<>();
        Thread running = new Thread(() -> ran.complete(
                Ran.on(data, "", "bench", "--time", "1h", "--warm-up", "1h", "--rate", "100", "-o", "json")));
        running.start();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("bench-producer")));
        running.interrupt();

        Ran ended = ran.get(60, TimeUnit.SECONDS);
        assertEquals(ExitCode.INTERRUPTED, ended.code(), ended.err());
        assertTrue(
                ended.err().contains("stopped early; nothing was measured, because the warm-up had not ended"),
                ended.err());
        Map<String, Object> report = Json.readObject(ended.out());
        assertEquals(true, report.get("interrupted"));
        assertFalse(report.containsKey("missing"), ended.out());
    }

    @Test
    void measuresUntilItIsEnded() throws Exception {
        BenchLoad load = new BenchLoad(
                "a run", new Target(false, "load"), 1, 1, 10, 0, Duration.ofHours(1), Duration.ZERO, 100, false, 0);
        StringWriter said = new StringWriter();
        Screen screen = Screen.ofPrompt(new PrintWriter(said), false, () -> 0, () -> 0);
        RestanteConnectionFactory factory = new RestanteConnectionFactory("vm:ended-bench");
        BenchRun run = new BenchRun(load, factory::createContext);
        try (run) {
            assertThrows(InterruptedException.class, () -> run.run(Thread.currentThread()::interrupt));
        }
        BenchReport report = new BenchReport(
                load, run.measured(), true, run.sent() + 5, run.received(), run.sends(), run.deliveries());
        report.show(screen);
        report.warn(screen);

        assertFalse(run.measured().isZero());
        assertTrue(said.toString().contains(" received in "), said.toString());
        assertTrue(said.toString().endsWith("stopped early\n"), said.toString());
        assertEquals(0, report.missing());
        assertFalse(report.row("restante").containsKey("missing"));
    }

    @Test
    void touchesNoMessagesOfOthers() {
        Ran.on(data, "", "publish", "orders", "tea");
        Ran ran = Ran.on(data, "", "bench", "orders", "--count", "20");

        assertEquals(ExitCode.FAILED, ran.code());
        assertTrue(ran.err().contains("queue:orders has messages"), ran.err());
        assertEquals(List.of("tea"), Ran.on(data, "", "browse", "orders").bodies());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--producers=0",
                "--consumers=-1",
                "--size=-1",
                "--batch=-1",
                "--count=-1",
                "--rate=-1",
                "--rate=NaN",
                "--rate=Infinity",
                "--time=0",
                "--count=0"
            })
    void refusesALoadThatIsNone(String option) {
        assertEquals(ExitCode.USAGE, Ran.on(data, "", "bench", option).code());
    }

    @Test
    void drawsTheHighestRateAsTheTallestBar() {
        assertEquals("▁▄█", Chart.bars(new ArrayDeque<>(List.of(5.0, 0.0, 40.0, 100.0)), 3));
        assertEquals("▁", Chart.bars(new ArrayDeque<>(List.of(0.0)), 60));
    }
}
