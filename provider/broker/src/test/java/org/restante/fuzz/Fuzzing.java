package org.restante.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Extends the corpus of each target under Jazzer, guided by coverage, and fails on the first input that is a defect. Runs in the
 * profile {@code fuzz} only; {@code -Dfuzz.seconds=75} is the time for each target, {@code -Dfuzz.corpus=write} keeps what was found.
 */
final class Fuzzing {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 75);
    private static final String MAX_LENGTH = "-max_len=2048";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void findsNoDefect(FuzzTarget target) throws IOException, InterruptedException {
        Path found = unpacked(target);
        Path defects = Files.createDirectory(folder.resolve("defects"));
        int code = run(target, "-max_total_time=" + SECONDS, "-artifact_prefix=" + defects + "/", found.toString());
        List<String> failed = new ArrayList<>();
        for (byte[] input : inputs(defects)) {
            failed.add(Base64.getEncoder().encodeToString(input));
        }
        assertEquals(List.of(), failed, "defects of " + target);
        assertEquals(0, code, "Jazzer has failed");
        if ("write".equals(System.getProperty("fuzz.corpus"))) {
            Path merged = Files.createDirectory(folder.resolve("merged"));
            assertEquals(0, run(target, "-merge=1", merged.toString(), found.toString()));
            Corpus.write(target, Path.of("src/test/resources/fuzz"), inputs(merged));
        }
    }

    private Path unpacked(FuzzTarget target) throws IOException {
        Path to = Files.createDirectory(folder.resolve("corpus"));
        int number = 0;
        for (byte[] input : Corpus.of(target)) {
            Files.write(to.resolve("kept-" + number++), input);
        }
        return to;
    }

    private static List<byte[]> inputs(Path from) throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                all.add(Files.readAllBytes(file));
            }
        }
        return all;
    }

    private int run(FuzzTarget target, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzInput.class.getName(),
                "--target_args=" + target.name(),
                "--instrumentation_includes=org.restante.**",
                "--reproducer_path=" + folder,
                MAX_LENGTH));
        command.addAll(List.of(arguments));
        Process child = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        try {
            return child.waitFor();
        } finally {
            child.destroyForcibly();
        }
    }
}
