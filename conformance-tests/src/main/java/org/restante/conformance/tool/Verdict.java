package org.restante.conformance.tool;

import java.time.Duration;
import java.util.List;

/**
 * What came out for one test.
 *
 * @param time how long it ran, with all its arguments
 * @param note the behaviour of a known deviation, or what a provider does not offer; empty for other results
 * @param failures one for each failed run of the test; a known deviation has them, too
 */
record Verdict(SuiteMethod test, Result result, Duration time, String note, List<Failure> failures) {

    /** The results, from the most to the least important. */
    enum Result {
        FAILED("failed"),
        KNOWN_DEVIATION("known deviation"),
        NOT_OFFERED("not offered"),
        PASSED("passed");

        private final String words;

        Result(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * A run of the test that failed.
     *
     * @param run the arguments of the run; empty for a test without parameters
     * @param message the type and message of the exception
     * @param trace the stack trace
     */
    record Failure(String run, String message, String trace) {}

    /** Section, name and headline in one line. */
    String line() {
        return String.join(", ", test.sections()) + "  " + test.name() + ": " + headline();
    }

    /** The first failure in one line. */
    String headline() {
        if (failures.isEmpty()) {
            return note;
        }
        Failure first = failures.get(0);
        String text = first.run().isEmpty() ? first.message() : first.run() + ": " + first.message();
        return text.lines()
                .map(PlainText::line)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
