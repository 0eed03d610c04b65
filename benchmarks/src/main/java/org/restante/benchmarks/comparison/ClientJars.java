package org.restante.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.restante.benchmarks.Arguments;

/**
 * The bytes of the jars on the class path of an application that is only a client over TCP. {@code benchmarks/run peers} writes these
 * class paths to {@code target/clients}, one file a contender, by Maven; without the file there is no value.
 */
final class ClientJars {

    private ClientJars() {}

    static void measure(Arguments arguments, List<Competitor> contenders, ComparisonResults results)
            throws IOException {
        Row row = new Row(Load.JARS.metrics().get(0), "tcp", "");
        for (Competitor contender : contenders) {
            Path file = arguments.path("clients").resolve(contender.name());
            if (Files.exists(file)) {
                double bytes = 0;
                for (String jar : Files.readString(file).strip().split(":", -1)) {
                    bytes += Files.size(Path.of(jar));
                }
                row.add(contender.name(), bytes, Double.NaN);
            }
        }
        results.add(row);
    }
}
