package org.restante.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final int UNAVAILABLE = 503;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final List<Turn> turns = new ArrayList<>();

    /** What a turn has: what goes on beside the applications, and the faults. */
    record Plan(List<String> attacks, Faults faults) {}

    /**
     * One turn.
     *
     * @param cpu the time that the server's threads ran, in nanoseconds
     * @param eveCpu the time that hers ran
     */
    record Turn(
            boolean withEve,
            Faults faults,
            Histogram latency,
            ServerProcess.Use use,
            long cpu,
            long eveCpu,
            String attacks) {

        double millis(double percentile) {
            return latency.getValueAtPercentile(percentile) / MILLIS;
        }
    }

    Soak(Path folder) {
        this.folder = folder;
    }

    /** So many turns with these faults and a busy disk, every second with her. */
    static List<Plan> inTurns(int number, Faults faults) {
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            plans.add(new Plan(Eve.beside(i % 2 == 1), faults));
        }
        return plans;
    }

    /** Runs the turns; nothing that was confirmed may be lost, or come again when its acknowledgement was confirmed. */
    List<Turn> run(List<Plan> plans, long millis) throws IOException, JMSException, InterruptedException {
        try (ServerProcess server = new ServerProcess(folder);
                EveProcess eve = new EveProcess(server, folder);
                Applications applications = new Applications(server.port())) {
            for (Plan plan : plans) {
                turn(server, eve, applications, plan, millis);
            }
            applications.end();
            try {
                Awaitility.await().atMost(PATIENCE).until(applications::isComplete);
            } finally {
                System.out.println(applications);
                assertEquals(Set.of(), applications.strange());
            }
        }
        return turns;
    }

    private void turn(ServerProcess server, EveProcess eve, Applications applications, Plan plan, long millis)
            throws IOException, InterruptedException {
        boolean isBusy = !plan.attacks().isEmpty();
        if (plan.faults() == Faults.RESTARTS) {
            applications.expectRestarts();
        }
        String attacks = "";
        applications.latency();
        long cpu = server.cpu();
        long eveCpu = eve.cpu();
        if (isBusy) {
            eve.begin(plan.attacks());
        }
        pass(server, applications, plan.faults().during(millis), millis);
        if (isBusy) {
            attacks = eve.end();
        }
        Turn turn = new Turn(
                Eve.attacks(plan.attacks()),
                plan.faults(),
                applications.latency(),
                server.use(),
                server.cpu() - cpu,
                eve.cpu() - eveCpu,
                attacks);
        turns.add(turn);
        print(turn);
    }

    private void print(Turn turn) {
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %d | %.2f | %.2f | %.1f | %.1f | %d | %.1f | %.1f | %s%n",
                turns.size(),
                turn.withEve() ? "with" : "without",
                turn.faults(),
                turn.latency().getTotalCount(),
                turn.millis(50),
                turn.millis(99),
                turn.millis(100),
                turn.use().heap() / MIB,
                turn.use().handles(),
                turn.cpu() / 1e9,
                turn.eveCpu() / 1e9,
                turn.attacks());
    }

    private static void pass(ServerProcess server, Applications applications, List<Faults.Fault> faults, long millis)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (Faults.Fault fault : faults) {
            pauseUntil(begun, fault.at());
            switch (fault.kind()) {
                case STALL -> server.command("stall " + fault.millis());
                case FULL -> fill(server, applications, fault.millis());
                case KILL -> {
                    server.kill();
                    awaitMessages(applications);
                }
                case FAILED_SYNC -> {
                    server.command("fail-sync");
                    awaitFailure(server);
                    server.restart();
                    awaitMessages(applications);
                }
            }
        }
        pauseUntil(begun, millis);
    }

    /** The disk is full for so long, and at least until a send is refused. Then messages arrive again. */
    private static void fill(ServerProcess server, Applications applications, long millis)
            throws IOException, InterruptedException {
        int before = applications.refused();
        long begun = System.nanoTime();
        server.command("full");
        Awaitility.await().atMost(PATIENCE).until(() -> applications.refused() > before);
        pauseUntil(begun, millis);
        server.command("room");
        awaitMessages(applications);
    }

    private static void awaitMessages(Applications applications) {
        int before = applications.received();
        Awaitility.await().atMost(PATIENCE).until(() -> applications.received() > before);
    }

    /** The broker stops for good: its health is the reason to start the process again. */
    private static void awaitFailure(ServerProcess server) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.http() + "/health"))
                .timeout(Duration.ofSeconds(10))
                .build();
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    HttpResponse<String> health = client.send(request, HttpResponse.BodyHandlers.ofString());
                    return health.statusCode() == UNAVAILABLE && health.body().contains("Input/output error");
                });
    }

    private static void pauseUntil(long begun, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis) - (System.nanoTime() - begun);
        new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS);
    }

    /** The turns from which latency, heap and handles are compared: those of one process. */
    static List<Turn> compared(List<Turn> turns, boolean withEve) {
        return turns.stream()
                .filter(turn -> turn.withEve() == withEve && turn.faults() != Faults.RESTARTS)
                .toList();
    }

    /** The latency of all turns that are compared. */
    static Histogram all(List<Turn> turns, boolean withEve) {
        Histogram sum = new Histogram(3);
        compared(turns, withEve).forEach(turn -> sum.add(turn.latency()));
        return sum;
    }
}
