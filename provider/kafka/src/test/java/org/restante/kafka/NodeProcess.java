package org.restante.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A node of a log as a process of its own, which is killed at the end. */
final class NodeProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final String address;

    /** Starts a node; returns when it listens. */
    NodeProcess(String uri) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName(),
                        uri,
                        "tcp://127.0.0.1:0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        address = String.valueOf(output.readLine());
    }

    /** Where clients connect. */
    String address() {
        return address;
    }

    /** What it does. */
    String info() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return String.valueOf(output.readLine());
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
