package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Turns the failure of a test that the fixture lists as a known deviation into a success, and the success of such a test
 * into a failure, so that the list stays up to date. It also fails each test without a {@link Section}.
 */
public final class KnownDeviations
        implements BeforeEachCallback, TestExecutionExceptionHandler, AfterTestExecutionCallback {

    /** The key of the report entry that JUnit publishes for a known deviation, with the behaviour of the provider. */
    public static final String KNOWN = "known deviation";

    /** The key beside {@link #KNOWN}, with the failure in a line. */
    public static final String FAILURE = "failure";

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

    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (known(test).isPresent() && store(test).get(KnownDeviations.class) == null) {
            fail(name(test) + " passes, but the fixture lists it as a known deviation; remove it from the list");
        }
    }

    private static Optional<String> known(ExtensionContext test) {
        return Optional.ofNullable(Provider.fixture().knownDeviations().get(name(test)));
    }

    private static String name(ExtensionContext test) {
        return test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
    }

    private static Store store(ExtensionContext test) {
        return test.getStore(Namespace.create(KnownDeviations.class, test.getUniqueId()));
    }
}
