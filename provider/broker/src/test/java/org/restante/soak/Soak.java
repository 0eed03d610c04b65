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

    /** One turn. */
    record Turn(boolean withEve, Histogram latency, ServerProcess.Use use, String attacks) {

        double millis(double percentile) {
            return latency.getValueAtPercentile(percentile) / MILLIS;
        }
    }

    Soak(Path folder) {
        this.folder = folder;
    }

    /** Runs turns, the first without her; nothing may be lost or come twice. */
    List<Turn> run(int number, long millis) throws IOException, JMSException, InterruptedException {
        try (ServerProcess server = new ServerProcess(folder);
                Applications applications = new Applications(server.port())) {
            for (int i = 0; i < number; i++) {
                turn(server, applications, i % 2 == 1, millis);
            }
            applications.end();
            Awaitility.await()
                    .atMost(2, TimeUnit.MINUTES)
                    .until(() -> applications.missing().isEmpty());
            assertEquals(Set.of(), applications.strange());
        }
        return turns;
    }

    private void turn(ServerProcess server, Applications applications, boolean withEve, long millis)
            throws IOException, InterruptedException {
        String attacks = "";
        applications.latency();
        if (withEve) {
            Eve eve = new Eve(server, folder);
            try {
                pause(millis);
            } finally {
                eve.end();
            }
            attacks = eve.toString();
        } else {
            pause(millis);
        }
        Turn turn = new Turn(withEve, applications.latency(), server.use(), attacks);
        turns.add(turn);
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %d | %.2f | %.2f | %.1f | %.1f | %d | %s%n",
                turns.size(),
                withEve ? "with" : "without",
                turn.latency().getTotalCount(),
                turn.millis(50),
                turn.millis(99),
                turn.millis(100),
                turn.use().heap() / MIB,
                turn.use().handles(),
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
