package org.restante.benchmarks;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.restante.Restante;
import org.restante.RestanteServer;
import org.restante.jms.RestanteConnectionFactory;

/** Restante with default options: embedded as {@code vm:NAME?data=DIR}, or as a server on that broker over a local TCP socket. */
final class RestanteContender implements Contender {

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final boolean socket;

    RestanteContender(boolean socket) {
        this.socket = socket;
    }

    @Override
    public String name() {
        return socket ? "Restante over TCP" : "Restante";
    }

    @Override
    public Running start(Path directory) {
        String uri = "vm:benchmark" + STARTED.incrementAndGet() + "?data=" + directory;
        return socket ? served(uri) : at(uri);
    }

    private static Running served(String uri) {
        RestanteServer server = RestanteServer.start(uri, "tcp://127.0.0.1:0");
        ConnectionFactory connections =
                new RestanteConnectionFactory("tcp://" + server.addresses().get(0));
        return new Running() {
            @Override
            public ConnectionFactory connections() {
                return connections;
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    /** Restante in memory, without a directory. */
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
