package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Turns the failure of a test that the fixture lists as a known deviation into a success, and the success of such a test
 * into a failure, so that the list stays up to date. Of a test with parameters, it is enough if it fails for one of its arguments. It
 * also fails each test without a {@link Section}.
 */
public final class KnownDeviations
        implements BeforeEachCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                AfterTestExecutionCallback,
                AfterAllCallback {

    /** The key of the report entry that JUnit publishes for a known deviation, with the behaviour of the provider. */
    public static final String KNOWN = "known deviation";

    /** The key beside {@link #KNOWN}, with the failure in a line. */
    public static final String FAILURE = "failure";

    /** At the end of the name of a test in the list: it fails now and then, so that it may pass as well. */
    public static final String NOW_AND_THEN = "?";

    /** For JUnit, which creates it as an extension of the tests. */
    public KnownDeviations() {}

    /** The type and the message of a failure. */
    public static String describe(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? type : type + ": " + failure.getMessage();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        if (!test.getRequiredTestMethod().isAnnotationPresent(Section.class)) {
            fail(name(test) + " has no @Section; name the section of the specification that requires its behaviour");
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
        if (known(test).isEmpty()) {
            throw failure;
        }
        store(test).put(KnownDeviations.class, failure);
        test.publishReportEntry(Map.of(KNOWN, known(test).get(), FAILURE, describe(failure)));
    }

    /** The connections of a test that deviates may not close either. */
    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
        handleTestExecutionException(test, failure);
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (known(test).isEmpty()) {
            return;
        }
        boolean passed = store(test).get(KnownDeviations.class) == null && !isNowAndThen(test);
        if (isOneOfSeveralRuns(test)) {
            runs(test).add(name(test), passed);
        } else if (passed) {
            fail(remedy(name(test)));
        }
    }

    @Override
    public void afterAll(ExtensionContext testClass) {
        runs(testClass).alwaysPassed().forEach(name -> fail(remedy(name)));
    }

    private static String remedy(String name) {
        return name + " passes, but is listed as a known deviation; remove it from the list";
    }

    private static boolean isOneOfSeveralRuns(ExtensionContext test) {
        return test.getParent().flatMap(ExtensionContext::getTestMethod).isPresent();
    }

    /** The runs of the tests of a class that have parameters and are listed. */
    private static Runs runs(ExtensionContext context) {
        ExtensionContext testClass = context;
        while (testClass.getTestMethod().isPresent()) {
            testClass = testClass.getParent().orElseThrow();
        }
        return testClass
                .getStore(Namespace.create(KnownDeviations.class, testClass.getUniqueId()))
                .computeIfAbsent(Runs.class, key -> new Runs(), Runs.class);
    }

    private static Optional<String> known(ExtensionContext test) {
        Map<String, String> all = Provider.fixture().knownDeviations();
        return Optional.ofNullable(all.getOrDefault(name(test), all.get(name(test) + NOW_AND_THEN)));
    }

    private static boolean isNowAndThen(ExtensionContext test) {
        return Provider.fixture().knownDeviations().containsKey(name(test) + NOW_AND_THEN);
    }

    private static String name(ExtensionContext test) {
        return test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
    }

    private static Store store(ExtensionContext test) {
        return test.getStore(Namespace.create(KnownDeviations.class, test.getUniqueId()));
    }

    /** Which tests passed and which failed for at least one argument. Owned by the thread that runs the tests. */
    private static final class Runs {
        private final Set<String> passed = new TreeSet<>();
        private final Set<String> failed = new TreeSet<>();

        private void add(String name, boolean pass) {
            (pass ? passed : failed).add(name);
        }

        private List<String> alwaysPassed() {
            return passed.stream().filter(name -> !failed.contains(name)).toList();
        }
    }
}
