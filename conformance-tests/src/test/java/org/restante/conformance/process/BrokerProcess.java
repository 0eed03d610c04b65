package org.restante.conformance.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A broker in a process of its own. Its main class prints a line when it can be connected to, and shuts down when its standard input
 * ends, so that it does not outlive the tests.
 */
public final class BrokerProcess {

    private final Process process;
    private final String printed;

    /**
     * Starts the process, and returns when the broker can be connected to.
     *
     * @param main the class to run, on the class path of the tests
     */
    public BrokerProcess(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new IOException("the process of the broker has ended; its standard error has the reason");
        }
        printed = line;
    }

    /** The line that the process printed when it was ready. */
    public String printed() {
        return printed;
    }

    /** Lets the broker shut down, and waits until its process has ended. */
    public void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    /** Kills the process, without a shutdown of the broker. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
