package org.restante.conformance.histories;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;
import org.restante.conformance.histories.Scenario.Disaster;

/**
 * Producers and consumers at random, without outages, with restarts and with kills of the provider. The system property
 * {@code conformance.histories} is the number of histories of each kind, {@code conformance.histories.seed} the seed of the first one;
 * {@code conformance.histories.strict} asks for more than each provider promises, see {@link Intake}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class HistoriesTest extends ConformanceTest {

    private static final int COUNT = Integer.getInteger("conformance.histories", 2);
    private static final long SEED = Long.getLong("conformance.histories.seed", CLOCK.millis());

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + COUNT);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Section({"4.1.8", "4.2.2", "4.2.11", "6.2.7", "6.2.9", "6.2.10", "6.2.11", "6.2.12"})
    void messagesAreDeliveredAsPromised(long seed) throws Exception {
        check(seed, 0, Disaster.RESTART);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Needs(Capability.RESTART)
    @Section({"4.1.8", "4.2.8", "4.2.11", "6.2.7", "6.2.11", "9.1"})
    void messagesAreDeliveredAsPromisedInSpiteOfRestarts(long seed) throws Exception {
        check(seed, 2, Disaster.RESTART);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Needs(Capability.KILL)
    @Section({"4.1.8", "4.2.8", "4.2.11", "6.2.7", "6.2.11", "9.1"})
    void messagesAreDeliveredAsPromisedInSpiteOfKills(long seed) throws Exception {
        check(seed, 2, Disaster.KILL);
    }

    private static void check(long seed, int outages, Disaster disaster) throws Exception {
        List<String> violations;
        try {
            List<HistoryEvent> events =
                    new Scenario(fixture(), ConformanceTest::freshName, seed, outages, disaster).run();
            violations = HistoryCheck.violations(events);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("the history did not come to its end; " + again(seed), e);
        }
        assertTrue(
                violations.isEmpty(),
                () -> violations.size() + " violations, " + again(seed) + "\n  " + String.join("\n  ", violations));
    }

    private static String again(long seed) {
        return "with -Dconformance.histories.seed=" + seed;
    }
}
