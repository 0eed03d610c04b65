package org.restante.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The time from the start of a JVM with a small heap to the first of the messages that {@link MillionWaiting} left in a
 * directory. The last run receives all messages and checks that each comes once and in order.
 */
public final class RestartTime {

    private RestartTime() {}

    /** Arguments: count (waiting messages), runs, heap (as in -Xmx), dir. */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(given, "count=1000000", "runs=5", "heap=256m", "dir=target/data");
        Path directory = arguments.path("dir").resolve("waiting");
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("there is no " + directory + "; run MillionWaiting first");
        }
        int count = arguments.number("count");
        Samples times = new Samples();
        for (int run = 0; run < arguments.number("runs"); run++) {
            restart(arguments, directory, 0, times);
        }
        ChildJvm.Answers last = restart(arguments, directory, count, times);
        times.print("restart with " + count + " waiting", "ms");
        System.out.printf(Locale.ROOT, "  heap, after a GC   %,12.0f bytes%n", last.number("heap"));
        System.out.printf(Locale.ROOT, "  received           %,12.0f msg/s%n", count * 1e9 / last.number("nanos"));
        long received = (long) last.number("received");
        long outOfOrder = (long) last.number("outOfOrder");
        if (received != count || outOfOrder != 0) {
            throw new IllegalStateException(
                    received + " of " + count + " messages came, " + outOfOrder + " of them out of order");
        }
        System.out.printf(Locale.ROOT, "  each of the %,d messages came once and in order%n", count);
        Directories.delete(directory);
    }

    private static ChildJvm.Answers restart(Arguments arguments, Path directory, int count, Samples times)
            throws Exception {
        ChildJvm.Answers answers = new ChildJvm(
                        ReceiveBacklog.class,
                        List.of("-Xmx" + arguments.text("heap")),
                        "uri=" + MillionWaiting.uri(directory),
                        "count=" + count)
                .run();
        times.add("JVM start to first message", answers.at("first"));
        times.add("createConnection to first message", answers.number("first") / 1e6);
        return answers;
    }
}
