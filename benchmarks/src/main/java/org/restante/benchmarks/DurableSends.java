package org.restante.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Durable sends per second, with 1 to 64 producers that each wait for the confirmation of each send, compared with the limit of
 * the disk.
 *
 * <p>The contenders run in turns, in each round with a new broker and an empty directory. The rates are medians of the rounds.
 */
public final class DurableSends {

    private static final String RAW = "raw write+force";
    private static final String OVER_TCP = " over TCP";

    private DurableSends() {}

    /** Arguments: producers, bytes, rounds, warm and millis (of each turn), dir, only (contenders, separated by commas). */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(
                given,
                "producers=1,8,32,64",
                "bytes=1024",
                "rounds=5",
                "warm=1000",
                "millis=2000",
                "dir=target/data",
                "only=");
        for (int producers : arguments.numbers("producers")) {
            Samples samples = new Samples();
            for (int round = 0; round < arguments.number("rounds"); round++) {
                turns(arguments, producers, samples);
            }
            samples.print("durable sends, " + producers + " producers", "msg/s");
        }
    }

    private static void turns(Arguments arguments, int producers, Samples samples) throws Exception {
        int bytes = arguments.number("bytes");
        Path below = arguments.path("dir");
        Path disk = Directories.empty(below, "raw");
        samples.add(RAW, rate(arguments, 1, () -> new RawDisk(disk, bytes, producers)));
        Directories.delete(disk);
        for (Contender contender : contenders(arguments.text("only"))) {
            Path directory = Directories.empty(below, "broker");
            try (Contender.Running broker = contender.start(directory)) {
                samples.add(
                        contender.name(),
                        rate(arguments, producers, () -> new SendingTask(broker.connections(), bytes, 1, true)));
            }
            Directories.delete(directory);
        }
    }

    private static double rate(Arguments arguments, int threads, WorkerGroup.WorkerFactory factory) throws Exception {
        try (WorkerGroup group = WorkerGroup.start(threads, factory)) {
            return group.rate(arguments.number("warm"), arguments.number("millis"));
        }
    }

    /** Restante and the peers on the class path: the named ones, or all without a socket if none is named. */
    static List<Contender> contenders(String only) {
        List<Contender> found = new ArrayList<>();
        found.add(new RestanteContender(false));
        found.add(new RestanteContender(true));
        ServiceLoader.load(Contender.class).forEach(found::add);
        found.removeIf(contender -> only.isEmpty()
                ? contender.name().endsWith(OVER_TCP)
                : !List.of(only.split(",", -1)).contains(contender.name()));
        return found;
    }
}
