package org.restante.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs each load once for a moment, to check that it works and that it counts each message once. The measured values have no meaning
 * here. {@code -Ppeers -Dcontenders=restante,artemis,classic} runs the peers as well.
 */
final class PeerComparisonTest {

    private static final String CONTENDERS = System.getProperty("contenders", PeerComparison.OURS);

    @TempDir
    Path directory;

    private String run(String... arguments) throws Exception {
        Path out = directory.resolve("out");
        String[] all = Stream.concat(
                        Stream.of(
                                "contenders=" + CONTENDERS,
                                "rounds=1",
                                "warm=100",
                                "millis=400",
                                "queues=50",
                                "selected=2000",
                                "backlog=4000",
                                "window=1500",
                                "jvm=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                                "dir=" + directory.resolve("data"),
                                "out=" + out),
                        Stream.of(arguments))
                .toArray(String[]::new);
        PeerComparison.main(all);
        assertFalse(Files.exists(directory.resolve("data/turn")), "the comparison should delete its directories");
        assertTrue(Files.readString(out.resolve("results.svg")).endsWith("</svg>\n"));
        assertTrue(Files.readString(out.resolve("results.json")).startsWith("["));
        return Files.readString(out.resolve("results.md"));
    }

    @Test
    void runsEachLoadInOneProcess() throws Exception {
        String table = run("transports=vm", "modes=listener");
        for (Load load : Load.values()) {
            for (Metric metric : load.metrics()) {
                assertTrue(table.contains("| " + metric.title() + " |"), () -> metric.title() + " is not in " + table);
            }
        }
    }

    @Test
    void runsLoadsOnAServerWithReceive() throws Exception {
        String table =
                run("transports=tcp", "modes=receive", "loads=non-persistent-4,request,durable-topic,transactions");
        assertTrue(table.contains("| tcp | receive |"), table);
    }

    @Test
    void recordsAProfileOfServerAndClient() throws Exception {
        run("transports=tcp", "modes=receive", "loads=fan-out", "jfr=" + directory.resolve("profiles"));
        assertTrue(Files.exists(directory.resolve("profiles/fan-out-tcp-receive-1-server.jfr")));
        assertTrue(Files.exists(directory.resolve("profiles/fan-out-tcp-receive-1-client.jfr")));
    }

    @Test
    void refusesAnUnknownLoad() {
        assertThrows(IllegalArgumentException.class, () -> run("loads=durable"));
    }

    @Test
    void noticesALostADoubleAndAMisplacedMessage() {
        assertEquals(List.of(), mistakes(0, 1, 2));
        assertEquals(List.of("2 messages received of 3 sent"), mistakes(0, 2));
        assertEquals(
                List.of(
                        "messages were lost and others came twice, of 3",
                        "1 of 3 messages came after a later one of their producer"),
                mistakes(0, 0, 2));
        assertEquals(List.of("1 of 3 messages came after a later one of their producer"), mistakes(1, 0, 2));
    }

    private static List<String> mistakes(long... received) {
        StreamCheck sent = new StreamCheck(1);
        StreamCheck came = new StreamCheck(1);
        for (long number = 0; number < 3; number++) {
            sent.sent(0, number);
        }
        for (long number : received) {
            came.sent(0, number);
        }
        Readings readings = new Readings();
        came.compare(sent, readings);
        return readings.mistakes();
    }

    @Test
    void theRatioIsThatToTheBetterPeer() {
        Row rate = new Row(new Metric("rate", "msg/s", true, 2), "vm", "listener");
        Row time = new Row(new Metric("time", "ms", false, 2), "vm", "listener");
        for (Row row : List.of(rate, time)) {
            for (double value : new double[] {90, 100, 300}) {
                row.add(PeerComparison.OURS, value, Double.NaN);
            }
            row.add("slow", 50, Double.NaN);
            row.add("fast", 200, Double.NaN);
        }
        List<String> names = List.of(PeerComparison.OURS, "slow", "fast");
        assertEquals(0.5, rate.ratio(names));
        assertEquals(0.5, time.ratio(names));
        assertTrue(Double.isNaN(rate.ratio(List.of(PeerComparison.OURS))), "there is no peer");
    }
}
