package org.restante.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JVM started to be measured, on this one's class path. It answers with lines of the form {@code name=value}; the others
 * are passed on.
 */
final class ChildJvm {

    private final List<String> command = new ArrayList<>();

    /** @param options of the JVM, such as {@code -Xmx256m} */
    ChildJvm(Class<?> main, List<String> options, String... arguments) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
    }

    /** What a run answered, and when, in milliseconds from just before the process was started. */
    record Answers(Map<String, String> values, Map<String, Double> millis) {

        double number(String name) {
            return Double.parseDouble(text(name));
        }

        String text(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalStateException("the child said nothing of '" + name + "', only " + values);
            }
            return value;
        }

        /** When this answer came. */
        double at(String name) {
            text(name);
            return millis.getOrDefault(name, Double.NaN);
        }
    }

    /** Runs it to its end. */
    Answers run() throws IOException, InterruptedException {
        Answers answers = new Answers(new HashMap<>(), new HashMap<>());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                note(answers, line, (System.nanoTime() - start) / 1e6);
                line = lines.readLine();
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("it ended with " + code + ": " + command);
        }
        return answers;
    }

    private static void note(Answers answers, String line, double millis) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            System.out.println("  child: " + line);
            return;
        }
        answers.values().put(line.substring(0, equals), line.substring(equals + 1));
        answers.millis().put(line.substring(0, equals), millis);
    }
}
