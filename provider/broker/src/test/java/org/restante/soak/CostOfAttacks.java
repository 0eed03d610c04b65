package org.restante.soak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each attack costs the others by itself: turns of some seconds, each after one without her. Runs in the profile {@code soak} with
 * {@code -Dtest=CostOfAttacks} only. A thread that spins in the applications' process, and all attacks at once, are for comparison.
 */
final class CostOfAttacks {

    private static final long TURN_MILLIS = Integer.getInteger("soak.turnMillis", 8_000);
    private static final String CHOSEN = System.getProperty("soak.attacks", "");

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS) // a run has the length that is asked for
    void eachByItself() throws Exception {
        List<List<String>> rounds = new ArrayList<>();
        if (CHOSEN.isEmpty()) {
            Eve.ATTACKS.forEach(name -> rounds.add(List.of(name)));
            rounds.add(List.of(Eve.SPIN));
            rounds.add(Eve.beside(true));
        } else {
            for (String one : CHOSEN.split(",")) {
                rounds.add(List.of(one.split("[+]")));
            }
        }
        List<List<String>> attacks = new ArrayList<>(List.of(List.of())); // the first warms up
        for (List<String> round : rounds) {
            attacks.add(List.of());
            attacks.add(round);
        }
        List<Soak.Turn> turns = new Soak(folder)
                .run(
                        attacks.stream()
                                .map(each -> new Soak.Plan(each, Faults.NONE))
                                .toList(),
                        TURN_MILLIS);
        System.out.println(
                "| attack | p50 ms without | with | p99 ms without | with | ratio | server CPU s without | with | eve CPU s");
        for (int i = 1; i < turns.size(); i += 2) {
            Soak.Turn without = turns.get(i);
            Soak.Turn with = turns.get(i + 1);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f | %.1f | %.1f%n",
                    String.join("+", attacks.get(i + 1)),
                    without.millis(50),
                    with.millis(50),
                    without.millis(99),
                    with.millis(99),
                    with.millis(99) / without.millis(99),
                    without.cpu() / 1e9,
                    with.cpu() / 1e9,
                    with.eveCpu() / 1e9);
        }
    }
}
