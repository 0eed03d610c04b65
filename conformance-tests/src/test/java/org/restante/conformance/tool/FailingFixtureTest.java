package org.restante.conformance.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of a fixture outside of the tests: the exit code is not that of failed tests, and what was found is not lost. */
class FailingFixtureTest {

    @TempDir
    private Path folder;

    private record Ended(int code, String text) {}

    @Test
    void missingClassIsNamedWithTheRemedyAndTheStackTraceIsInTheOutput() throws IOException {
        Ended ended = run(FailingFixture.WithoutAJar.class);
        assertEquals(2, ended.code(), ended.text());
        assertTrue(ended.text().contains("NoClassDefFoundError: io/netty/Channel); copy all jars"), ended.text());
        String output = Files.readString(folder.resolve("output.txt"));
        assertTrue(output.contains("WithoutAJar.start"), output);
    }

    @Test
    void errorOfTheFirstConnectionOrOfTheCapabilitiesIsNotTheExitCodeOfFailedTests() {
        Ended connection = run(FailingFixture.OfAnotherVersion.class);
        assertEquals(2, connection.code(), connection.text());
        assertTrue(connection.text().contains("AbstractMethodError"), connection.text());
        Ended capabilities = run(FailingFixture.WithoutCapabilities.class);
        assertEquals(2, capabilities.code(), capabilities.text());
        assertTrue(capabilities.text().contains("no capabilities"), capabilities.text());
    }

    @Test
    void errorOfTheStopDoesNotCostTheReport() {
        Ended ended = run(FailingFixture.WithoutAnEnd.class);
        assertEquals(0, ended.code(), ended.text());
        assertTrue(ended.text().contains("the provider did not stop (AssertionError: it runs on)"), ended.text());
        assertTrue(Files.exists(folder.resolve("index.html")), ended.text());
    }

    @Test
    void nameOfTheProviderDoesNotChangeTheTerminal() {
        Ended ended = run(FailingFixture.class);
        assertTrue(ended.text().startsWith("A?[31m provider? A?[31m provider?: 1 test"), ended.text());
        assertFalse(ended.text().contains("\u001B"), ended.text());
    }

    @Test
    void runWithoutReportLeavesNoResultsOfTheRunBefore() throws IOException {
        run(FailingFixture.class);
        assertTrue(Files.exists(folder.resolve("index.html")));
        run(FailingFixture.WithoutAJar.class);
        try (var files = Files.list(folder)) {
            assertEquals("[output.txt]", files.map(Path::getFileName).toList().toString());
        }
    }

    @Test
    void fileOfTheReportThatCannotBeWrittenIsFoundBeforeTheTests() throws IOException {
        Files.createFile(Files.createDirectories(folder.resolve("index.html")).resolve("inside"));
        Ended ended = run(FailingFixture.class);
        assertEquals(2, ended.code(), ended.text());
        assertTrue(ended.text().contains("is not a folder that can be written"), ended.text());
        assertFalse(ended.text().contains("1 test"), ended.text());
    }

    @Test
    void callThatHangsEndsAtItsLimitAndOneThatFailsThrowsItsOwnException() {
        CountDownLatch never = new CountDownLatch(1);
        TimeoutException late = assertThrows(
                TimeoutException.class,
                () -> TimeLimit.call(Duration.ofMillis(1), "stop", () -> {
                    never.await();
                    return never;
                }));
        assertEquals("stop has not returned within 0 seconds", late.getMessage());
        IOException own = new IOException("own");
        assertEquals(
                own,
                assertThrows(
                        IOException.class,
                        () -> TimeLimit.call(Duration.ofSeconds(20), "stop", () -> {
                            throw own;
                        })));
    }

    /** Runs a test that is not offered, so that the provider is not used. */
    private Ended run(Class<? extends FailingFixture> fixture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            String[] arguments = {
                "--fixture",
                fixture.getName(),
                "--report",
                folder.toString(),
                "--only",
                "KillTest.persistentMessageWhoseSendReturnedOutlivesAKill"
            };
            int code = ConformanceTool.run(arguments, printed, printed);
            return new Ended(code, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
