package org.restante.benchmarks.comparison;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.restante.benchmarks.Arguments;

/** The JVM of one turn: runs the load, over vm with the broker in it, and prints its readings. */
final class LoadProcess {

    private LoadProcess() {}

    /** Arguments: contender, load, directory, port (0 for vm), server (process, 0 for none), listeners, warm, millis, size, window. */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(
                given,
                "contender=",
                "load=",
                "directory=",
                "port=0",
                "server=0",
                "listeners=true",
                "warm=0",
                "millis=0",
                "size=0",
                "window=5000");
        Readings readings = new Readings();
        Load load = Load.named(arguments.text("load"));
        Competitor competitor = Competitors.named(arguments.text("contender"));
        Path directory = arguments.path("directory");
        int port = arguments.number("port");
        AutoCloseable broker = port == 0 ? competitor.start(directory, 0, load == Load.SELECTOR) : null;
        ConnectionFactory connections = competitor.connections(directory, port);
        program(load, arguments.number("window"))
                .run(
                        new Trial(
                                connections,
                                new CpuClock(arguments.number("server")),
                                Boolean.parseBoolean(arguments.text("listeners")),
                                arguments.number("warm"),
                                arguments.number("millis"),
                                arguments.number("size"),
                                arguments.number("window")),
                        readings);
        readings.print(System.out);
        stop(connections, broker);
        System.exit(0);
    }

    private static LoadProgram program(Load load, int window) {
        StreamShape shape = load.shape();
        if (shape != null) {
            return new MessageStream(shape, load.id(), window);
        }
        return switch (load) {
            case REQUEST -> new RequestReply();
            case QUEUES -> new ManyQueues();
            case SELECTOR -> new SelectiveReceive();
            case BACKLOG -> new DeepBacklog();
            case RESIDENT -> new SeveralStreams();
            default -> throw new IllegalArgumentException(load.id() + " is not a load of a process");
        };
    }

    private static void stop(ConnectionFactory connections, @Nullable AutoCloseable broker) throws Exception {
        if (connections instanceof AutoCloseable closeable) {
            closeable.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
