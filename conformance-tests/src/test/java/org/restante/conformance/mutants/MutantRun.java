package org.restante.conformance.mutants;

import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Provider;

/** A run of tests of the suite on one mutant, inside this JVM: which tests ran, which failed, and how long each took. */
final class MutantRun implements TestExecutionListener {

    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final Map<String, Long> failed = new ConcurrentHashMap<>();
    private final Map<String, Throwable> causes = new ConcurrentHashMap<>();

    private final CancellationToken enough = CancellationToken.create();
    private final int most;

    private MutantRun(int most) {
        this.most = most;
    }

    /** Runs these tests, each as {@code TestClass.method}, of these classes, until so many have failed. */
    static MutantRun ofTests(Mutant mutant, List<Class<?>> classes, List<String> tests, int most) {
        Set<String> missing = new TreeSet<>(tests);
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (Class<?> each : classes) {
            for (Method method : each.getDeclaredMethods()) {
                if (missing.remove(each.getSimpleName() + "." + method.getName())) {
                    selectors.add(DiscoverySelectors.selectMethod(each, method));
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("no class of the mutant has these tests: " + missing);
        }
        return run(mutant, selectors, most);
    }

    /** Runs the classes of the mutant, until so many tests have failed. */
    static MutantRun ofClasses(Mutant mutant, int most) {
        return run(
                mutant,
                mutant.tests().stream()
                        .<DiscoverySelector>map(DiscoverySelectors::selectClass)
                        .toList(),
                most);
    }

    /** Runs the whole suite. */
    static MutantRun ofTheSuite(Mutant mutant) throws URISyntaxException {
        Path root = Path.of(ConformanceTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return run(mutant, List.copyOf(DiscoverySelectors.selectClasspathRoots(Set.of(root))), Integer.MAX_VALUE);
    }

    private static MutantRun run(Mutant mutant, List<DiscoverySelector> selectors, int most) {
        Provider.use(new MutantFixture(mutant));
        MutantRun run = new MutantRun(most);
        LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .filters(ClassNameFilter.includeClassNamePatterns(".*Test"))
                .build();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(LauncherExecutionRequestBuilder.request(tests)
                        .listeners(run)
                        .cancellationToken(run.enough)
                        .build());
        return run;
    }

    /** The tests that ran. */
    Set<String> all() {
        return started.keySet();
    }

    /** The tests that failed, with their milliseconds, the quickest first. */
    List<String> failed() {
        return failed.keySet().stream()
                .sorted(Comparator.<String>comparingLong(failed::get).thenComparing(test -> test))
                .toList();
    }

    /** Why tests failed, by the test. */
    Map<String, Throwable> causes() {
        return new TreeMap<>(causes);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        name(test).ifPresent(name -> started.put(name, System.nanoTime()));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            return;
        }
        String name = name(test).orElse(test.getUniqueId());
        long millis = (System.nanoTime() - started.getOrDefault(name, System.nanoTime())) / 1_000_000;
        failed.merge(name, millis, Math::max);
        if (failed.size() >= most) {
            enough.cancel();
        }
        result.getThrowable().ifPresent(cause -> causes.putIfAbsent(name, cause));
    }

    private static Optional<String> name(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(source -> source.getJavaClass().getSimpleName() + "." + source.getMethodName());
    }

    /** The classes of the tests that these mutants should be caught by, each once. */
    static List<Class<?>> classesOf(List<Mutant> mutants) {
        return mutants.stream()
                .flatMap(mutant -> mutant.tests().stream())
                .distinct()
                .toList();
    }
}
