package org.restante.conformance.tool;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.restante.conformance.tool.Verdict.Result;

/**
 * Shows how far a run is: on a terminal one line that changes, elsewhere a line for each class of tests. A failure has a line of its
 * own as soon as it happens.
 */
final class ProgressLine implements SuiteRun.Progress {

    private static final String ERASE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean terminal;
    private final int width;
    private final int total;
    private final Map<Result, Integer> counts = RunReport.count(java.util.List.of());
    private String type = "";
    private int ofTheType;
    private int ended;

    /**
     * Creates it.
     *
     * @param terminal whether a line can be written again
     * @param width of the terminal, in characters
     * @param total the number of tests
     */
    ProgressLine(PrintStream out, boolean terminal, int width, int total) {
        this.out = out;
        this.terminal = terminal;
        this.width = width;
        this.total = total;
    }

    @Override
    public void begins(SuiteMethod test) {
        if (terminal) {
            String line = String.format(Locale.ROOT, "%d/%d%s  %s", ended, total, failed(), test.name());
            out.print(ERASE + line.substring(0, Math.min(line.length(), width - 1)));
            out.flush();
        }
    }

    private String failed() {
        int failed = counts.getOrDefault(Result.FAILED, 0);
        return failed == 0 ? "" : ", " + failed + " failed";
    }

    @Override
    public void ended(Verdict verdict) {
        counts.merge(verdict.result(), 1, Integer::sum);
        if (!terminal) {
            nextOfClass(verdict.test().type().getSimpleName());
        }
        ended++;
        if (verdict.result() == Result.FAILED) {
            out.println((terminal ? ERASE : "") + "FAILED  " + verdict.line());
        }
    }

    private void nextOfClass(String next) {
        if (!next.equals(type)) {
            endOfClass();
            type = next;
        }
        ofTheType++;
    }

    private void endOfClass() {
        if (ofTheType > 0) {
            String tests = ofTheType == 1 ? "1 test" : ofTheType + " tests";
            out.printf(Locale.ROOT, "%d/%d%s  %s, %s%n", ended, total, failed(), type, tests);
            ofTheType = 0;
        }
    }

    /** Removes the line from the terminal, or writes the last one. */
    void close() {
        if (terminal) {
            out.print(ERASE);
            out.flush();
        } else {
            endOfClass();
        }
    }
}
