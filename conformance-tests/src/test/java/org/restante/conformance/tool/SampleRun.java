package org.restante.conformance.tool;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;

/** A run of {@link SampleSuite}, whose tests use no provider. */
final class SampleRun {

    static final Map<String, String> KNOWN = Map.of(
            "SampleSuite.passes?", "now and then",
            "SampleSuite.deviates", "does it otherwise",
            "SampleSuite.deviatesForTwo", "does it otherwise for two",
            "SampleSuite.doesNotDeviateAnyMore", "did it otherwise");

    private SampleRun() {}

    static List<SuiteMethod> tests() {
        return Arrays.stream(SampleSuite.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .sorted(Comparator.comparing(java.lang.reflect.Method::getName))
                .map(method -> new SuiteMethod(SampleSuite.class, method))
                .toList();
    }

    static SuiteRun of(Map<String, String> known, SuiteRun.Progress progress) {
        return new SuiteRun(new NoProvider(), known, tests(), progress);
    }

    static RunReport report() {
        return report(KNOWN);
    }

    static RunReport report(Map<String, String> known) {
        SuiteRun run = of(known, new Silence());
        List<Verdict> verdicts = run.run();
        return new RunReport(
                "A <provider> 1.0",
                "0.1",
                Instant.EPOCH,
                Duration.ofSeconds(75),
                List.of(Capability.DELIVERY_DELAY),
                verdicts,
                run.troubles());
    }

    private static final class Silence implements SuiteRun.Progress {
        @Override
        public void begins(SuiteMethod test) {}

        @Override
        public void ended(Verdict verdict) {}
    }

    private static final class NoProvider implements ProviderFixture {
        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public ConnectionFactory connectionFactory() {
            throw new UnsupportedOperationException("the samples need no provider");
        }

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.of(Capability.DELIVERY_DELAY);
        }
    }
}
