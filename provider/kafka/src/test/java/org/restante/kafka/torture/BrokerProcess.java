package org.restante.kafka.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A node of Restante as a process of its own, at one address for all its starts. Owned by the test's thread. */
final class BrokerProcess {

    private final Path folder;
    private final String uri;
    private final int port;
    private Process process;
    private BufferedReader output;
    /** Holds the process stopped, and continues it when this one ends. */
    private Process freezer;

    /** @param uri of the log and the node's directory, without {@code listen} */
    BrokerProcess(Path folder, String uri, int port) throws IOException {
        this.folder = folder;
        this.uri = uri;
        this.port = port;
        Files.createDirectories(folder);
    }

    /** As in the address of a server. */
    String hostAndPort() {
        return "127.0.0.1:" + port;
    }

    /** Starts the process; returns when it listens. */
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        uri,
                        "tcp://" + hostAndPort())
                .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        line();
    }

    /** What the process has logged, in all its starts. */
    Path log() {
        return folder.resolve("node-" + port + ".log");
    }

    private String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new AssertionError("the node at " + hostAndPort() + " has ended:\n" + Files.readString(log()));
        }
        return line;
    }

    /** {@code owner}, {@code standby} or {@code recovering}. */
    String role() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return line();
    }

    boolean isRunning() {
        return process != null && process.isAlive() && freezer == null;
    }

    /** SIGKILL. Returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP, until {@link #thaw} or the end of this process. */
    void freeze() throws IOException {
        String stop = "kill -STOP " + process.pid() + "; echo stopped; read line; kill -CONT " + process.pid();
        freezer = new ProcessBuilder("sh", "-c", stop).start();
        if (freezer.getInputStream().read() < 0) {
            throw new IOException("the node at " + hostAndPort() + " could not be stopped");
        }
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        if (freezer != null) {
            freezer.getOutputStream().close();
            freezer.waitFor();
            freezer = null;
        }
    }

    /** Kills what is left. */
    void end() throws IOException, InterruptedException {
        if (process != null) {
            thaw();
            kill();
        }
    }
}
