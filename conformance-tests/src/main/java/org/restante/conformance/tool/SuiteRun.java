package org.restante.conformance.tool;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.restante.conformance.Capability;
import org.restante.conformance.KnownDeviations;
import org.restante.conformance.Provider;
import org.restante.conformance.ProviderFixture;
import org.restante.conformance.tool.Verdict.Failure;
import org.restante.conformance.tool.Verdict.Result;

/** Runs tests of the suite with JUnit, one after the other, and collects the verdicts. */
final class SuiteRun implements TestExecutionListener {

    /** What may be shown while the tests run. */
    interface Progress {
        void begins(SuiteMethod test);

        void ended(Verdict verdict);
    }

    private final ProviderFixture fixture;
    private final Map<String, String> known;
    private final Progress progress;
    private final Map<String, Running> tests = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private @Nullable TestPlan plan;

    /**
     * Of some tests.
     *
     * @param fixture the provider, which runs already
     * @param known deviations besides those that the fixture lists
     */
    SuiteRun(ProviderFixture fixture, Map<String, String> known, List<SuiteMethod> tests, Progress progress) {
        this.fixture = fixture;
        this.known = known;
        this.progress = progress;
        tests.forEach(
                test -> this.tests.put(key(test.type().getName(), test.method().getName()), new Running(test)));
    }

    private static String key(String type, String method) {
        return type + "#" + method;
    }

    /** Runs all tests. */
    List<Verdict> run() {
        Provider.useRunning(fixture, known);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.values().stream()
                        .map(running -> DiscoverySelectors.selectMethod(running.test.type(), running.test.method()))
                        .toList())
                .build();
        LauncherConfig ownListenerOnly = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(ownListenerOnly).execute(request, this);
        tests.values().stream().filter(running -> running.verdict == null).forEach(this::leftOut);
        return tests.values().stream().map(Running::verdict).toList();
    }

    /** Failures outside of tests. */
    List<String> troubles() {
        return troubles;
    }

    private void leftOut(Running running) {
        Set<Capability> missing = missing(running.test);
        if (missing.isEmpty()) {
            running.failures.add(new Failure("", "the test was not run", ""));
            end(running, Result.FAILED, "");
        } else {
            String names = missing.toString();
            end(running, Result.NOT_OFFERED, names.substring(1, names.length() - 1));
        }
    }

    private Set<Capability> missing(SuiteMethod test) {
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        missing.addAll(test.needs());
        missing.removeAll(fixture.capabilities());
        return missing;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
        find(identifier).filter(running -> running.began == 0).ifPresent(running -> {
            running.began = System.nanoTime();
            progress.begins(running.test);
        });
    }

    @Override
    public void reportingEntryPublished(TestIdentifier identifier, ReportEntry entry) {
        Map<String, String> values = entry.getKeyValuePairs();
        if (values.containsKey(KnownDeviations.KNOWN)) {
            find(identifier).ifPresent(running -> {
                running.note = values.get(KnownDeviations.KNOWN);
                running.deviations.add(
                        new Failure(runOf(identifier), values.getOrDefault(KnownDeviations.FAILURE, ""), ""));
            });
        }
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        within(identifier).forEach(running -> end(running, Result.NOT_OFFERED, reason));
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        Optional<Running> found = find(identifier);
        Optional<Failure> failure = result.getThrowable().map(thrown -> failure(identifier, thrown));
        if (found.isEmpty()) {
            failure.ifPresent(reason -> failed(identifier, reason));
            return;
        }
        Running running = found.get();
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            running.failures.add(failure.orElseThrow());
        } else if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            running.aborted = failure.map(Failure::message).orElse("aborted");
        }
        if (!isRunOfATest(identifier)) {
            conclude(running);
        }
    }

    /** A class or the whole run failed: so did its tests that have not run. */
    private void failed(TestIdentifier identifier, Failure failure) {
        List<Running> unfinished = within(identifier).stream()
                .filter(running ->
                        running.verdict == null && missing(running.test).isEmpty())
                .toList();
        if (unfinished.isEmpty()) {
            troubles.add(PlainText.line(identifier.getDisplayName() + ": " + failure.message()));
        }
        for (Running running : unfinished) {
            running.failures.add(failure);
            end(running, Result.FAILED, "");
        }
    }

    private void conclude(Running running) {
        if (!running.failures.isEmpty()) {
            end(running, Result.FAILED, "");
        } else if (!running.deviations.isEmpty()) {
            running.failures.addAll(running.deviations);
            end(running, Result.KNOWN_DEVIATION, running.note);
        } else if (running.aborted != null) {
            end(running, Result.NOT_OFFERED, running.aborted);
        } else {
            end(running, Result.PASSED, "");
        }
    }

    private void end(Running running, Result result, String note) {
        long nanos = running.began == 0 ? 0 : System.nanoTime() - running.began;
        Duration time = Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(nanos));
        running.verdict = new Verdict(running.test, result, time, note, List.copyOf(running.failures));
        progress.ended(running.verdict);
    }

    private List<Running> within(TestIdentifier identifier) {
        Optional<TestSource> source = identifier.getSource();
        if (source.isPresent() && source.get() instanceof ClassSource type) {
            return tests.values().stream()
                    .filter(running -> running.test.type().getName().equals(type.getClassName()))
                    .toList();
        }
        return find(identifier).stream().toList();
    }

    private Optional<Running> find(TestIdentifier identifier) {
        return identifier
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(source -> tests.get(key(source.getClassName(), source.getMethodName())));
    }

    private Failure failure(TestIdentifier identifier, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return new Failure(runOf(identifier), KnownDeviations.describe(thrown), trace.toString());
    }

    private String runOf(TestIdentifier identifier) {
        return isRunOfATest(identifier) ? identifier.getDisplayName() : "";
    }

    /** Whether this is a test with arguments, below the test of the suite. */
    private boolean isRunOfATest(TestIdentifier identifier) {
        return plan != null && plan.getParent(identifier).flatMap(this::find).isPresent();
    }

    /** A test that runs, or will; owned by the thread that runs the tests. */
    private static final class Running {
        private final SuiteMethod test;
        private final List<Failure> failures = new ArrayList<>();
        private final List<Failure> deviations = new ArrayList<>();
        private String note = "";
        private long began;
        private @Nullable String aborted;
        private @Nullable Verdict verdict;

        private Running(SuiteMethod test) {
            this.test = test;
        }

        private Verdict verdict() {
            return java.util.Objects.requireNonNull(verdict, test.name());
        }
    }
}
