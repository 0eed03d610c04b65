package org.restante.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process of the soak, which takes commands as lines and ends with its input. Owned by the soak's thread. */
final class SoakProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    /**
     * @param options of the JVM
     * @param errors the file to which its log is appended
     */
    SoakProcess(Class<?> main, List<String> options, Path errors, String... arguments) throws IOException {
        this.errors = errors;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    void command(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The next line of this form; others are of its JVM. */
    String line(Pattern form) throws IOException {
        String line = output.readLine();
        while (line != null && !form.matcher(line).matches()) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the process has ended: " + Files.readString(errors));
        }
        return line;
    }

    /** The time that its threads have run, in nanoseconds. */
    long cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** Ends it without a chance to end in order. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it in order, so that a recording of its JVM is written; by force if it does not end. */
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            process.waitFor(20, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
