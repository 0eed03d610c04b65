package org.restante.benchmarks.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each microbenchmark for a moment in this JVM, to check that it works. The measured values have no meaning here. */
final class MicrobenchmarksTest {

    @TempDir
    Path directory;

    @Test
    void runsEachMicrobenchmarkWithEachParameter() throws Exception {
        System.setProperty("jmh.ignoreLock", "true"); // JMH may be measuring elsewhere on this machine
        Options moment = new OptionsBuilder()
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(50))
                .param("dir", directory.toString())
                .build();
        Collection<RunResult> results = new Runner(moment).run();
        Map<String, Long> runs = results.stream()
                .map(result -> result.getParams().getBenchmark())
                .map(name -> name.substring(getClass().getPackageName().length() + 1))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        assertEquals(
                Map.ofEntries(
                        Map.entry("EnvelopeCoding.decode", 2L),
                        Map.entry("EnvelopeCoding.decodeWithProperties", 2L),
                        Map.entry("EnvelopeCoding.encode", 2L),
                        Map.entry("ExecutorHandover.oneThread", 2L),
                        Map.entry("FrameCoding.read", 2L),
                        Map.entry("FrameCoding.write", 2L),
                        Map.entry("InboxHandover.oneThread", 2L),
                        Map.entry("InboxHandover.twoThreads", 2L),
                        Map.entry("JournalAppends.append", 8L),
                        Map.entry("SelectorMatching.equality", 1L),
                        Map.entry("SelectorMatching.longer", 1L)),
                runs);
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(0, left.count(), "the measurement should delete its directories");
        }
    }
}
