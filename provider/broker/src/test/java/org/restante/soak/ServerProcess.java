package org.restante.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.restante.users.UserFile;

/** The process of {@link SoakServer}, its users and its directory. Owned by the soak's thread. */
final class ServerProcess implements AutoCloseable {

    static final String PASSWORD = "tea";

    private static final List<String> JVM_OPTIONS = List.of(
                    System.getProperty("soak.jvm", "").split(" "))
            .stream()
            .filter(option -> !option.isEmpty())
            .toList();

    private final Process process;
    private final BufferedReader output;
    private final Path errors;
    private final int port;
    private final int http;

    /** What the server uses: the heap after a collection in bytes, and its open handles. */
    record Use(long heap, long handles) {}

    ServerProcess(Path folder) throws IOException {
        UserFile users = new UserFile(folder.resolve("users"));
        users.put("anna", PASSWORD);
        users.put("eve", PASSWORD);
        Files.writeString(folder.resolve("permissions"), "allow anna all everything\n");
        errors = folder.resolve("server.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SoakServer.class.getName(),
                "vm:soak?data=" + folder.resolve("data") + "&users=" + folder.resolve("users") + "&permissions="
                        + folder.resolve("permissions")));
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        output = process.inputReader(StandardCharsets.UTF_8);
        String[] ports = line().split(" ");
        port = Integer.parseInt(ports[0]);
        http = Integer.parseInt(ports[1]);
    }

    private String line() throws IOException {
        String line = output.readLine();
        while (line != null && !line.matches("\\d+ \\d+")) { // of its JVM
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the server has ended: " + Files.readString(errors));
        }
        return line;
    }

    int port() {
        return port;
    }

    int http() {
        return http;
    }

    /** The time that its threads have run, in nanoseconds. */
    long cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    Use use() throws IOException {
        Objects.requireNonNull(process.getOutputStream()).write('\n');
        process.getOutputStream().flush();
        String[] figures = line().split(" ");
        return new Use(Long.parseLong(figures[0]), Long.parseLong(figures[1]));
    }

    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close(); // in order, so that a recording of its JVM is written
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
