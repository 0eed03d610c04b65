package org.restante.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Sends a million durable messages, without a consumer, to a broker in a JVM with a small heap. They stay in the directory. */
public final class MillionWaiting {

    private MillionWaiting() {}

    /**
     * Arguments: count, bytes, producers, batch (messages of a transaction; 1 for none), heap (as in -Xmx), options (of the URI, such
     * as {@code &cacheBytes=1}), dir.
     */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(
                given,
                "count=1000000",
                "bytes=1024",
                "producers=50",
                "batch=1",
                "heap=256m",
                "options=",
                "dir=target/data");
        Path directory = Directories.empty(arguments.path("dir"), "waiting");
        int count = arguments.number("count");
        ChildJvm.Answers answers = new ChildJvm(
                        SendBacklog.class,
                        List.of("-Xmx" + arguments.text("heap")),
                        "uri=" + uri(directory) + arguments.text("options"),
                        "count=" + count,
                        "bytes=" + arguments.text("bytes"),
                        "producers=" + arguments.text("producers"),
                        "batch=" + arguments.text("batch"))
                .run();
        System.out.printf(
                Locale.ROOT,
                "%,d messages of %s bytes wait, sent under -Xmx%s by %s producers%n",
                count,
                arguments.text("bytes"),
                arguments.text("heap"),
                arguments.text("producers"));
        System.out.printf(Locale.ROOT, "  sent               %,12.0f msg/s%n", count * 1e9 / answers.number("nanos"));
        System.out.printf(
                Locale.ROOT,
                "  heap, after a GC   %,12.0f bytes more than before, %.0f per message%n",
                answers.number("heap"),
                answers.number("heap") / count);
        System.out.printf(Locale.ROOT, "  on disk            %,12d bytes%n", Directories.size(directory));
    }

    static String uri(Path directory) {
        return "vm:waiting?data=" + directory;
    }
}
