package org.restante.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The time from the start of a JVM to the first message received from its embedded broker, compared with an empty JVM. */
public final class StartToFirstMessage {

    private StartToFirstMessage() {}

    /** Arguments: runs, dir, jvm (options of the child, separated by commas). */
    public static void main(String[] given) throws Exception {
        Arguments arguments = Arguments.of(given, "runs=11", "dir=target/data", "jvm=");
        List<String> options = new ArrayList<>(arguments.words("jvm"));
        options.removeIf(String::isEmpty);
        Path used = Directories.empty(arguments.path("dir"), "used");
        String again = "vm:first?data=" + used;
        new ChildJvm(FirstMessage.class, options, again).run();
        Samples whole = new Samples();
        Samples inside = new Samples();
        for (int run = 0; run < arguments.number("runs"); run++) {
            Path fresh = Directories.empty(arguments.path("dir"), "fresh");
            whole.add(
                    "an empty JVM",
                    new ChildJvm(FirstMessage.class, options).run().at("received"));
            measure("in memory", options, "vm:first", whole, inside);
            measure("durable, new directory", options, "vm:first?data=" + fresh, whole, inside);
            measure("durable, existing directory", options, again, whole, inside);
            Directories.delete(fresh);
        }
        Directories.delete(used);
        whole.print("JVM start to first message", "ms");
        inside.print("of which after main was called", "ms");
    }

    private static void measure(String name, List<String> options, String uri, Samples whole, Samples inside)
            throws Exception {
        ChildJvm.Answers answers = new ChildJvm(FirstMessage.class, options, uri).run();
        whole.add(name, answers.at("received"));
        inside.add(name, answers.number("nanos") / 1e6);
    }
}
