package org.restante.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.restante.users.UserFile;

/**
 * The process of {@link SoakServer}, its users and its directory. Started again, it has the same ports and directory. Owned by the soak's
 * thread.
 */
final class ServerProcess implements AutoCloseable {

    static final String PASSWORD = "tea";

    private static final Pattern TWO_NUMBERS = Pattern.compile("\\d+ \\d+");

    private static final List<String> JVM_OPTIONS = Stream.concat(
                    Stream.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
                    Stream.of(System.getProperty("soak.jvm", "").split(" ")))
            .filter(option -> !option.isEmpty())
            .toList();

    private final Path folder;
    private SoakProcess process;
    private int port;
    private int http;
    private long cpuBefore;

    /** What the server uses: the heap after a collection in bytes, and its open handles. */
    record Use(long heap, long handles) {}

    ServerProcess(Path folder) throws IOException {
        this.folder = folder;
        UserFile users = new UserFile(folder.resolve("users"));
        users.put("anna", PASSWORD);
        users.put("eve", PASSWORD);
        Files.writeString(folder.resolve("permissions"), "allow anna all everything\n");
        process = begin();
        readPorts();
    }

    /** Small segments and frequent snapshots, so that a full disk is noticed within a second. */
    private SoakProcess begin() throws IOException {
        String broker = "vm:soak?data=" + folder.resolve("data") + "&users=" + folder.resolve("users") + "&permissions="
                + folder.resolve("permissions") + "&segmentBytes=1048576&snapshotBytes=4194304";
        return new SoakProcess(
                SoakServer.class,
                JVM_OPTIONS,
                folder.resolve("server.log"),
                broker,
                String.valueOf(port),
                String.valueOf(http));
    }

    private void readPorts() throws IOException {
        String[] ports = process.line(TWO_NUMBERS).split(" ");
        port = Integer.parseInt(ports[0]);
        http = Integer.parseInt(ports[1]);
    }

    int port() {
        return port;
    }

    int http() {
        return http;
    }

    /** The time that the threads of all its processes have run, in nanoseconds. */
    long cpu() {
        return cpuBefore + process.cpu();
    }

    Use use() throws IOException {
        process.command("use");
        String[] figures = process.line(TWO_NUMBERS).split(" ");
        return new Use(Long.parseLong(figures[0]), Long.parseLong(figures[1]));
    }

    /** A fault, as {@link SoakServer} takes it. */
    void command(String line) throws IOException {
        process.command(line);
    }

    /** Kills the process without a chance to end in order, and starts it again. */
    void kill() throws IOException, InterruptedException {
        cpuBefore = cpu();
        process.kill();
        process = begin();
        readPorts();
    }

    /** Ends the process in order, and starts it again. */
    void restart() throws IOException {
        cpuBefore = cpu();
        process.close();
        process = begin();
        readPorts();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
