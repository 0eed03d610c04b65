package org.restante.benchmarks.comparison;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.restante.Restante;
import org.restante.RestanteServer;
import org.restante.jms.RestanteConnectionFactory;

/** Restante with default options; its server is the command {@code restante serve}. */
final class RestanteCompetitor implements Competitor {

    @Override
    public String name() {
        return "restante";
    }

    @Override
    public String title() {
        return "Restante";
    }

    @Override
    public AutoCloseable start(Path directory, int port, boolean deepSelectors) {
        return port == 0
                ? Restante.start(embedded(directory))
                : RestanteServer.start(embedded(directory), "tcp://127.0.0.1:" + port);
    }

    @Override
    public ConnectionFactory connections(Path directory, int port) {
        return new RestanteConnectionFactory(port == 0 ? embedded(directory) : "tcp://127.0.0.1:" + port);
    }

    private static String embedded(Path directory) {
        return "vm:comparison?data=" + directory;
    }

    @Override
    public List<String> server(Path directory, int port, boolean deepSelectors) throws IOException {
        Path configuration = directory.resolveSibling("restante.conf");
        Files.writeString(configuration, "http = off\n");
        return List.of(
                "org.restante.shell.Main",
                "--data",
                directory.toString(),
                "serve",
                "--config",
                configuration.toString(),
                "--listen",
                "tcp://127.0.0.1:" + port);
    }
}
