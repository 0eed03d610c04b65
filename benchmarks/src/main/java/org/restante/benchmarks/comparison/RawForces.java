package org.restante.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.restante.benchmarks.Arguments;
import org.restante.benchmarks.Directories;
import org.restante.benchmarks.RawDisk;

/** The rate of the disk beside a durable load: a write and a force of one record for each producer, in turns with the contenders. */
final class RawForces {

    static final String NAME = "raw";

    private RawForces() {}

    /** Records per second; empty for loads that force nothing, or forces shared in another way. */
    static OptionalDouble measure(StreamShape shape, Arguments arguments) throws IOException {
        if (!shape.persistent() || shape.batch() > 1) {
            return OptionalDouble.empty();
        }
        Path directory = Directories.empty(arguments.path("dir"), "raw");
        double rate;
        try (RawDisk disk = new RawDisk(directory, shape.bytes(), shape.producers())) {
            run(disk, arguments.number("warm") / 4);
            rate = run(disk, Math.min(2000, arguments.number("millis")));
        }
        Directories.delete(directory);
        return OptionalDouble.of(rate);
    }

    private static double run(RawDisk disk, long millis) throws IOException {
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < millis * 1_000_000) {
            count += disk.step();
        }
        return count * 1e9 / (System.nanoTime() - start);
    }
}
