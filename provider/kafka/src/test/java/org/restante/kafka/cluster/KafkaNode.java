package org.restante.kafka.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One node of a {@link KafkaCluster} with its folder, which outlives its process. Owned by the cluster. */
final class KafkaNode {

    private static final long SECONDS_TO_END = 30;

    private final int number;
    private final int port;
    private final Path folder;
    private final String clusterId;
    private Process process;
    /** Holds the process stopped, and continues it when this one ends. */
    private Process freezer;

    KafkaNode(int number, int port, Path folder, String clusterId, Map<String, String> settings) throws IOException {
        this.number = number;
        this.port = port;
        this.folder = folder;
        this.clusterId = clusterId;
        Files.createDirectories(folder);
        Map<String, String> all = new TreeMap<>(settings);
        all.put("node.id", Integer.toString(number));
        all.put("log.dirs", data().toString());
        List<String> lines = new ArrayList<>();
        all.forEach((key, value) -> lines.add(key + "=" + value));
        Files.write(folder.resolve("server.properties"), lines);
    }

    int number() {
        return number;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** What the process has written to its standard output and error, of all its starts. */
    Path output() {
        return folder.resolve("server.log");
    }

    long process() {
        return process.pid();
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    void start() throws IOException {
        if (isRunning()) {
            return;
        }
        File output = output().toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms96m",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", // starts with 2.5 in place of 4.2 seconds of a core
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        classPath(),
                        KafkaServer.class.getName(),
                        folder.resolve("server.properties").toString(),
                        clusterId,
                        data().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
        process = builder.start();
    }

    /** The servers' libraries, as the build of this module has found them, and the folder or jar of this class. */
    private static String classPath() throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (top != null && !Files.exists(top.resolve("mvnw"))) {
            top = top.getParent();
        }
        Path file = Path.of("provider", "kafka", "target", "kafka-server.classpath");
        if (top == null || !Files.exists(top.resolve(file))) {
            throw new IOException("No " + file + " in the sources; build provider/kafka first");
        }
        return location(KafkaServer.class)
                + File.pathSeparator
                + location(org.restante.thread.Threads.class)
                + File.pathSeparator
                + Files.readString(top.resolve(file)).strip();
    }

    private static Path location(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the location of " + type.getName() + " is not a path", e);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        Process killed = process;
        if (killed != null) {
            killed.destroyForcibly();
            await(killed);
        }
        thaw();
    }

    /** SIGTERM, on which a node hands its leaderships over; after a while SIGKILL. */
    void stop() {
        thaw();
        Process stopped = process;
        if (stopped != null) {
            stopped.destroy();
            if (!await(stopped)) {
                kill();
            }
        }
    }

    /**
     * SIGSTOP. SIGCONT comes from {@link #thaw}, or from a shell that has this process's pipe as its input, when this process ends: a
     * stopped node could not notice that.
     */
    void freeze() throws IOException {
        if (freezer != null || !isRunning()) {
            return;
        }
        long pid = process.pid();
        freezer = new ProcessBuilder("sh", "-c", "kill -STOP " + pid + "; echo stopped; read line; kill -CONT " + pid)
                .start();
        if (freezer.getInputStream().read() < 0) {
            throw new IOException("node " + number + " could not be stopped");
        }
    }

    void thaw() {
        Process ended = freezer;
        if (ended != null) {
            try {
                ended.getOutputStream().close();
            } catch (IOException e) {
                ended.destroy();
            }
            await(ended);
            freezer = null;
        }
    }

    private static boolean await(Process ending) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return ending.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
