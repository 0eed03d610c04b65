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
 * A child JVM that is measured, with the class path of this JVM. It prints its results as lines of the form
 * {@code name=value}; its other lines are copied to the output of this JVM.
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

    /** The results that a run printed, and the time of each, in milliseconds since just before the start of the process. */
    record Answers(Map<String, String> values, Map<String, Double> millis) {

        double number(String name) {
            return Double.parseDouble(text(name));
        }

        String text(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalStateException("the child printed no '" + name + "', only " + values);
            }
            return value;
        }

        /** The time at which this result was printed. */
        double at(String name) {
            text(name);
            return millis.getOrDefault(name, Double.NaN);
        }
    }

    /** Starts the JVM and waits until it ends. */
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
            throw new IllegalStateException("the child JVM ended with code " + code + ": " + command);
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
