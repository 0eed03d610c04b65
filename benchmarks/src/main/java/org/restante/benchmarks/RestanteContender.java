package org.restante.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.restante.Restante;
import org.restante.jms.RestanteConnectionFactory;

/** Restante as it comes: {@code vm:NAME?data=DIR}, no option set. */
final class RestanteContender implements Contender {

    private static final AtomicInteger STARTED = new AtomicInteger();

    @Override
    public String name() {
        return "Restante";
    }

    @Override
    public Running start(Path directory) {
        return at("vm:benchmark" + STARTED.incrementAndGet() + "?data=" + directory);
    }

    /** Restante without a disk. */
    static Running inMemory() {
        return at("vm:benchmark" + STARTED.incrementAndGet());
    }

    private static Running at(String uri) {
        Restante broker = Restante.start(uri);
        ConnectionFactory connections = new RestanteConnectionFactory(uri);
        return new Running() {
            @Override
            public ConnectionFactory connections() {
                return connections;
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }
}
