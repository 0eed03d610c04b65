package org.restante.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guided tour of examples/README.md shows each example, and what it prints. The tests of the modules have the other commands. */
class TourTest {

    private static final Path EXAMPLES = Path.of("").toAbsolutePath();
    private static final Pattern RUN = Pattern.compile("(?m)^    \\$ examples/run (\\w+)\n((?:    (?!\\$).*\n)+)");
    private static final Pattern SCRIPT = Pattern.compile("examples(/\\w[\\w-]*)*/run");

    @TempDir
    private Path folder;

    /** An example of the tour. Lines are left out where three dots are. */
    private record Stop(String name, List<String> shown) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static String tour() throws IOException {
        return Files.readString(EXAMPLES.resolve("README.md"));
    }

    private static List<Stop> stops() throws IOException {
        return RUN.matcher(tour())
                .results()
                .map(run -> new Stop(
                        run.group(1),
                        run.group(2).lines().map(line -> line.substring(4)).toList()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("stops")
    void exampleOfTheTourPrintsWhatIsShown(Stop stop) throws Exception {
        List<String> printed = run(stop);
        if (!stop.shown().contains("...")) {
            assertEquals(stop.shown(), printed);
        } else {
            List<String> any = printed.stream().map(TourTest::byAnybody).toList();
            stop.shown().stream()
                    .filter(line -> !line.equals("..."))
                    .forEach(line -> assertTrue(any.contains(byAnybody(line)), () -> line + " is not in " + printed));
        }
    }

    /** From its source alone, as examples/run does it. */
    private List<String> run(Stop stop) throws IOException, InterruptedException {
        String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).startsWith(EXAMPLES))
                .collect(Collectors.joining(File.pathSeparator));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        libraries,
                        EXAMPLES.resolve("src/main/java/org/restante/examples/" + stop.name() + ".java")
                                .toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "ends");
            assertEquals("", Files.readString(err));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out);
    }

    /** Which worker gets a parcel differs from run to run. */
    private static String byAnybody(String line) {
        return line.replaceFirst("^(anna|ben|cleo) (packs|gives)", "somebody $2");
    }

    @Test
    void tourHasEachExample() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.list(EXAMPLES.resolve("src/main/java/org/restante/examples"))) {
            all.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("package-info.java"))
                    .forEach(name -> files.add(name.replace(".java", "")));
        }
        TreeSet<String> shown = new TreeSet<>();
        stops().forEach(stop -> shown.add(stop.name()));
        assertEquals(files, shown);
    }

    @Test
    void eachScriptOfTheTourCanBeRun() throws IOException {
        List<String> scripts = SCRIPT.matcher(tour())
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertEquals(5, scripts.size(), scripts::toString);
        scripts.forEach(script -> assertTrue(Files.isExecutable(EXAMPLES.resolveSibling(script)), script));
    }
}
