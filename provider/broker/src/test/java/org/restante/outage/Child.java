package org.restante.outage;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of its own that runs one of the mains here, says a line when it is ready, and is killed. */
final class Child implements AutoCloseable {

    private static final Pattern OF_A_SERVER = Pattern.compile(
            "classes|restante-|netty-|slf4j|mapdb|elsa|kotlin-stdlib|eclipse-collections|lz4|jakarta.jms|micrometer|prometheus");

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    Child(Path folder, String name, Class<?> main, String... arguments) throws IOException {
        this(folder, name, List.of(), path -> true, main, arguments);
    }

    private Child(
            Path folder,
            String name,
            List<String> before,
            Predicate<String> classPath,
            Class<?> main,
            String... arguments)
            throws IOException {
        errors = Files.createTempFile(folder, name, ".log");
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(classPath)
                        .collect(Collectors.joining(File.pathSeparator)),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** A process that may have only so many files and sockets open, and whose class path has only what a server needs. */
    static Child withHandles(int limit, Path folder, String name, Class<?> main, String... arguments)
            throws IOException {
        List<String> limited = List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh");
        return new Child(folder, name, limited, OF_A_SERVER.asPredicate(), main, arguments);
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
