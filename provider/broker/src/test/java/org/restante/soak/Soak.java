package org.restante.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/** Turns without and with {@link Eve}, and what the applications and the server measured in each. Owned by the test's thread. */
final class Soak {

    private static final double MILLIS = 1e6;
    private static final double MIB = 1 << 20;

    private final Path folder;
    private final List<Turn> turns = new ArrayList<>();

    /**
     * One turn.
     *
     * @param cpu the time that the server's threads ran, in nanoseconds
     */
    record Turn(boolean withEve, Histogram latency, ServerProcess.Use use, long cpu, String attacks) {

        double millis(double percentile) {
            return latency.getValueAtPercentile(percentile) / MILLIS;
        }
    }

    Soak(Path folder) {
        this.folder = folder;
    }

    /** Runs turns, the first without her; nothing may be lost or come twice. */
    List<Turn> run(int number, long millis) throws IOException, JMSException, InterruptedException {
        List<List<String>> attacks = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            attacks.add(i % 2 == 1 ? Eve.usual() : List.of());
        }
        return run(attacks, millis);
    }

    /** Runs a turn for each list of attacks; an empty one is a turn without her. */
    List<Turn> run(List<List<String>> attacks, long millis) throws IOException, JMSException, InterruptedException {
        try (ServerProcess server = new ServerProcess(folder);
                Applications applications = new Applications(server.port())) {
            for (List<String> each : attacks) {
                turn(server, applications, each, millis);
            }
            applications.end();
            Awaitility.await()
                    .atMost(2, TimeUnit.MINUTES)
                    .until(() -> applications.missing().isEmpty());
            assertEquals(Set.of(), applications.strange());
        }
        return turns;
    }

    private void turn(ServerProcess server, Applications applications, List<String> names, long millis)
            throws IOException, InterruptedException {
        boolean withEve = !names.isEmpty();
        String attacks = "";
        applications.latency();
        long cpu = server.cpu();
        if (withEve) {
            Eve eve = new Eve(server, folder, names);
            try {
                pause(millis);
            } finally {
                eve.end();
            }
            attacks = eve.toString();
        } else {
            pause(millis);
        }
        Turn turn = new Turn(withEve, applications.latency(), server.use(), server.cpu() - cpu, attacks);
        turns.add(turn);
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %d | %.2f | %.2f | %.1f | %.1f | %d | %.1f | %s%n",
                turns.size(),
                withEve ? "with" : "without",
                turn.latency().getTotalCount(),
                turn.millis(50),
                turn.millis(99),
                turn.millis(100),
                turn.use().heap() / MIB,
                turn.use().handles(),
                turn.cpu() / 1e9,
                attacks);
    }

    private static void pause(long millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    /** The latency of all turns of a kind. */
    static Histogram all(List<Turn> turns, boolean withEve) {
        Histogram sum = new Histogram(3);
        turns.stream().filter(turn -> turn.withEve() == withEve).forEach(turn -> sum.add(turn.latency()));
        return sum;
    }
}
