package org.restante.benchmarks.comparison;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.benchmarks.Arguments;
import org.restante.benchmarks.Directories;

/** One load on one broker once: fresh JVMs and an empty directory. */
final class Turn {

    private static final int START_POLLS = 600;
    private static final int POLL_MILLIS = 100;

    private final Arguments arguments;
    private final Competitor competitor;
    private final Load load;
    private final boolean tcp;
    private final boolean listeners;
    private final String name;

    Turn(Arguments arguments, Competitor competitor, Load load, boolean tcp, boolean listeners, int round) {
        this.arguments = arguments;
        this.competitor = competitor;
        this.load = load;
        this.tcp = tcp;
        this.listeners = listeners;
        this.name = load.id() + (tcp ? "-tcp" : "-vm") + (listeners ? "-listener-" : "-receive-") + round;
    }

    /** Runs it; a failure becomes a mistake in the readings. */
    Readings run() throws Exception {
        Path top = Directories.empty(arguments.path("dir"), "turn");
        Path directory = Files.createDirectory(top.resolve("data"));
        Readings readings;
        if (tcp) {
            int port = freePort();
            List<String> command = competitor.server(directory, port, load == Load.SELECTOR);
            try (JavaProcess server = new JavaProcess(options("server", true), command, top.resolve("server.log"))) {
                readings = listens(server, port)
                        ? runLoad(top, directory, port, server)
                        : failed("the server did not start: " + server.tail());
            }
        } else {
            readings = runLoad(top, directory, 0, null);
        }
        Directories.delete(top);
        return readings;
    }

    private Readings runLoad(Path top, Path directory, int port, @Nullable JavaProcess server) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                LoadProcess.class.getName(),
                "contender=" + competitor.name(),
                "load=" + load.id(),
                "directory=" + directory,
                "port=" + port,
                "server=" + (server == null ? 0 : server.pid()),
                "listeners=" + listeners,
                "warm=" + arguments.text("warm"),
                "millis=" + arguments.text("millis"),
                "size=" + size(),
                "window=" + arguments.text("window")));
        try (JavaProcess process =
                new JavaProcess(options(tcp ? "client" : "vm", !tcp), command, top.resolve("load.log"))) {
            if (!process.ends(arguments.number("limit") * 1000L)) {
                return failed("not finished after " + arguments.text("limit") + " s");
            }
            if (process.exitCode() != 0) {
                return failed("the load ended with code " + process.exitCode() + ": " + process.tail());
            }
            Readings readings = Readings.parse(process.lines());
            if (load == Load.RESIDENT && server != null) {
                readings.add(server.residentMebibytes(), 0, 0);
            }
            return readings;
        }
    }

    private static Readings failed(String why) {
        Readings readings = new Readings();
        readings.mistake(why);
        return readings;
    }

    private String size() {
        return switch (load) {
            case QUEUES -> arguments.text("queues");
            case SELECTOR -> arguments.text("selected");
            case BACKLOG -> arguments.text("backlog");
            default -> "0";
        };
    }

    /** The options of the JVM. A load over TCP has its own heap; a small heap is the broker's. */
    private List<String> options(String role, boolean hasBroker) throws IOException {
        List<String> options = new ArrayList<>();
        options.add(
                "-Xmx" + (hasBroker && load == Load.BACKLOG ? arguments.text("smallHeap") : arguments.text("heap")));
        if (!arguments.text("jvm").isEmpty()) {
            options.addAll(List.of(arguments.text("jvm").split(" ", -1)));
        }
        String profiles = arguments.text("jfr");
        if (!profiles.isEmpty() && competitor.name().equals(PeerComparison.OURS)) {
            Path file = Files.createDirectories(arguments.path("jfr")).resolve(name + "-" + role + ".jfr");
            options.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file);
            options.add("-Xlog:jfr*=off");
        }
        return options;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Waits until the server accepts connections; false if it ends, or does not for a minute. */
    private static boolean listens(JavaProcess server, int port) throws InterruptedException {
        for (int i = 0; i < START_POLLS && !server.ends(POLL_MILLIS); i++) {
            if (accepts(port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), POLL_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
