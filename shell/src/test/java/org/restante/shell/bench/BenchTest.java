package org.restante.shell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.shell.Ran;
import org.restante.shell.output.Json;
import org.restante.shell.terminal.ExitCode;

/** Small loads: what they report, and what they leave alone. */
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
    void touchesNoMessagesOfOthers() {
        Ran.on(data, "", "publish", "orders", "tea");
        Ran ran = Ran.on(data, "", "bench", "orders", "--count", "20");

        assertEquals(ExitCode.FAILED, ran.code());
        assertTrue(ran.err().contains("queue:orders has messages"), ran.err());
        assertEquals(List.of("tea"), Ran.on(data, "", "browse", "orders").bodies());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--producers=0", "--consumers=-1", "--size=-1", "--batch=-1", "--count=-1", "--rate=-1"})
    void refusesALoadThatIsNone(String option) {
        assertEquals(ExitCode.USAGE, Ran.on(data, "", "bench", option).code());
    }

    @Test
    void drawsTheHighestRateAsTheTallestBar() {
        assertEquals("▁▄█", Chart.bars(new ArrayDeque<>(List.of(5.0, 0.0, 40.0, 100.0)), 3));
        assertEquals("▁", Chart.bars(new ArrayDeque<>(List.of(0.0)), 60));
    }
}
