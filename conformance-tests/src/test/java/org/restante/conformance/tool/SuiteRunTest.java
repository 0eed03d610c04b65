package org.restante.conformance.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.tool.Verdict.Result;

/** The verdicts of a run, and what is shown of them. */
class SuiteRunTest {

    private final RunReport report = SampleRun.report();

    @Test
    void eachTestHasItsVerdict() {
        Map<String, Result> results = new TreeMap<>();
        report.verdicts().forEach(verdict -> results.put(verdict.test().method().getName(), verdict.result()));
        assertEquals(
                new TreeMap<>(Map.of(
                        "passesForAll", Result.PASSED,
                        "deviatesForTwo", Result.KNOWN_DEVIATION,
                        "passes", Result.PASSED,
                        "failsWithMarkup", Result.FAILED,
                        "deviates", Result.KNOWN_DEVIATION,
                        "doesNotDeviateAnyMore", Result.FAILED,
                        "needsARestartAndAKill", Result.NOT_OFFERED,
                        "failsForTwo", Result.FAILED)),
                results);
    }

    @Test
    void testWithParametersIsOneTestWithAFailureForEachFailedRun() {
        Verdict verdict = verdict("failsForTwo");
        assertEquals(1, verdict.failures().size());
        assertTrue(verdict.headline().contains("2"), verdict.headline());
    }

    @Test
    void knownDeviationHasItsBehaviourAndTheFailure() {
        Verdict verdict = verdict("deviates");
        assertEquals("does it otherwise", verdict.note());
        assertEquals(
                List.of("AssertionFailedError: as it is known"),
                verdict.failures().stream().map(Verdict.Failure::message).toList());
    }

    @Test
    void knownDeviationThatPassesIsAFailureThatAsksToRemoveIt() {
        assertTrue(
                verdict("doesNotDeviateAnyMore").headline().contains("remove it from the list"),
                verdict("doesNotDeviateAnyMore").headline());
    }

    @Test
    void knownDeviationWithParametersMustFailForOneOfItsArguments() {
        assertEquals("does it otherwise for two", verdict("deviatesForTwo").note());
        List<String> troubles =
                SampleRun.report(Map.of("SampleSuite.passesForAll", "x")).troubles();
        assertEquals(1, troubles.size(), troubles.toString());
        assertTrue(troubles.get(0).contains("SampleSuite.passesForAll passes, but"), troubles.toString());
    }

    @Test
    void notOfferedTestsAreCountedForEachCapability() {
        assertEquals("RESTART, KILL", verdict("needsARestartAndAKill").note());
        assertEquals(Map.of(Capability.RESTART, 1, Capability.KILL, 1), report.notOffered());
    }

    @Test
    void summaryHasTheCountsEachFailureInALineAndWhatIsNotOffered() {
        String text = TerminalSummary.of(report);
        assertTrue(text.lines().anyMatch(line -> line.matches("all +2 +3 +2 +1")), text);
        assertTrue(
                text.lines().anyMatch(line -> line.startsWith("  7.3, API: Session  SampleSuite.failsWithMarkup: ")),
                text);
        assertTrue(text.contains("  RESTART: 1\n  KILL: 1\n"), text);
        assertFalse(report.isGood());
    }

    @Test
    void progressOnATerminalIsOneLineThatDoesNotWrap() {
        String shown = progress(true, 30);
        for (String line : shown.split("\r\u001B\\[K|\n")) {
            assertTrue(line.length() < 30 || line.startsWith("FAILED"), line);
        }
        assertEquals(3, shown.lines().filter(line -> line.contains("FAILED  ")).count(), shown);
    }

    @Test
    void progressElsewhereIsALineForEachClass() {
        String shown = progress(false, 80);
        assertFalse(shown.contains("\r"), shown);
        assertTrue(shown.lines().anyMatch("8/8, 3 failed  SampleSuite, 8 tests"::equals), shown);
    }

    private Verdict verdict(String method) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.test().method().getName().equals(method))
                .findFirst()
                .orElseThrow();
    }

    private static String progress(boolean terminal, int width) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ProgressLine progress =
                new ProgressLine(out, terminal, width, SampleRun.tests().size());
        SampleRun.of(SampleRun.KNOWN, progress).run();
        progress.close();
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
