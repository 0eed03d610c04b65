package org.restante.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives up on a provider that has stopped answering: when as many tests in a row as it has patience for have timed out,
 * the tests that follow fail at once, so that the run ends in minutes and not in hours.
 */
final class TimeoutLimit implements BeforeEachCallback, AfterTestExecutionCallback {

    private static final int TIMEOUTS = 3;
    private static final AtomicInteger IN_A_ROW = new AtomicInteger();

    @Override
    public void beforeEach(ExtensionContext test) {
        if (IN_A_ROW.get() >= TIMEOUTS) {
            fail("not run, as " + TIMEOUTS + " tests in a row timed out before it; look at the first of them");
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException()
                .filter(TimeoutException.class::isInstance)
                .isPresent()) {
            IN_A_ROW.incrementAndGet();
        } else {
            IN_A_ROW.set(0);
        }
    }
}
