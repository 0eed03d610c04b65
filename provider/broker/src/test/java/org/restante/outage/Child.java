package org.restante.outage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that runs one of the mains here, says a line when it is ready, and is killed. */
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    Child(Path folder, String name, Class<?> main, String... arguments) throws IOException {
        errors = Files.createTempFile(folder, name, ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Waits for the line that it says when it is ready; or the next one. */
    String ready() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new AssertionError("the process ended before it was ready: " + Files.readString(errors));
        }
        return line;
    }

    long pid() {
        return process.pid();
    }

    /** A line on its standard input. */
    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Without a chance to end in order. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
