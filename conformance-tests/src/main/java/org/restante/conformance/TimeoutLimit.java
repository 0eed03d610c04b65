package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Ends the run on a provider that has stopped answering: after three tests in a row have timed out, the remaining tests fail
 * at once, so that the run ends in minutes and not in hours.
 */
final class TimeoutLimit implements BeforeEachCallback, AfterTestExecutionCallback {

    private static final int MAX_TIMEOUTS = 3;

    @Override
    public void beforeEach(ExtensionContext test) {
        if (inARow(test).get() >= MAX_TIMEOUTS) {
            fail("not run, because " + MAX_TIMEOUTS + " tests in a row timed out; start with the first of them");
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException()
                .filter(TimeoutException.class::isInstance)
                .isPresent()) {
            inARow(test).incrementAndGet();
        } else {
            inARow(test).set(0);
        }
    }

    /** The counter of this run; several runs may follow each other in one JVM. */
    private static AtomicInteger inARow(ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(TimeoutLimit.class))
                .computeIfAbsent(TimeoutLimit.class, key -> new AtomicInteger(), AtomicInteger.class);
    }
}
