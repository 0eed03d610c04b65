package org.restante.benchmarks.comparison;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with the class path of this JVM, whose output goes to a file. The trap: close it, or it goes on. */
final class JavaProcess implements AutoCloseable {

    private static final int TAIL = 20;

    private final Process process;
    private final Path output;

    /**
     * @param options of the JVM, such as {@code -Xmx1g}
     * @param mainAndArguments the name of the class and its arguments
     */
    JavaProcess(List<String> options, List<String> mainAndArguments, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(mainAndArguments);
        File file = output.toFile();
        this.output = output;
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file)
                .start();
    }

    long pid() {
        return process.pid();
    }

    /** Whether the process ended within this time. */
    boolean ends(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    /** The end of the output, for a failure. */
    String tail() throws IOException {
        List<String> lines = lines();
        return String.join("\n    ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    /** Resident memory in MiB; NaN where there is no {@code /proc}. */
    double residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return Double.NaN;
    }

    /** Ends the process by a signal that lets it shut down, and by force after 20 s. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!ends(20_000)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
