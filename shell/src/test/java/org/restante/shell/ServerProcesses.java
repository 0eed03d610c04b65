package org.restante.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Servers as separate processes, on free ports, with directories of their own in a folder. */
final class ServerProcesses implements AutoCloseable {

    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    ServerProcesses(Path folder) {
        this.folder = folder;
    }

    /** A server and its addresses. */
    record Child(Process process, BufferedReader out, String tcp, String http) {

        /** The next line of its output. */
        String line() throws IOException {
            return String.valueOf(out.readLine());
        }
    }

    /** Starts {@code restante serve} with further arguments; returns when it listens. */
    Child start(String name, String... arguments) throws IOException {
        Path config = folder.resolve(name + ".conf");
        Files.writeString(config, "listen = tcp://127.0.0.1:0\nhttp = 127.0.0.1:0\ndata = " + name + "\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--config",
                config.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve(name + ".log").toFile())
                .start();
        started.add(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return new Child(process, out, listening(out), listening(out));
    }

    private static String listening(BufferedReader out) throws IOException {
        String line = String.valueOf(out.readLine());
        assertTrue(line.startsWith("listening on "), line);
        return line.substring("listening on ".length());
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
