package org.restante.examples.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own; its output and errors go to one file. */
final class Command implements AutoCloseable {

    private static final long MINUTES = 10;

    private final Path output;
    private final Process process;

    private Command(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    static Command start(Path output, Map<String, String> environment, List<String> words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Command(output, builder.start());
    }

    /** Runs a program to its end, which must be a success, and returns its output. */
    static String run(Path output, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        try (Command command = start(output, environment, words)) {
            assertTrue(command.process.waitFor(MINUTES, TimeUnit.MINUTES), () -> words + "\n" + command.output());
            assertEquals(0, command.process.exitValue(), () -> words + "\n" + command.output());
            return command.output();
        }
    }

    static List<String> java(Collection<String> options, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of(arguments));
        return words;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process, and those it has started, as by {@code kill -9}. */
    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }
}
