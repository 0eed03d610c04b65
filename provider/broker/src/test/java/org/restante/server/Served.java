package org.restante.server;

import java.util.List;
import java.util.function.UnaryOperator;
import org.restante.Restante;
import org.restante.RestanteServer;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.tcp.HostPort;

/** A broker in memory with a server on a free port, for one test. */
final class Served implements AutoCloseable {
    private final Restante broker;
    private final RestanteServer server;

    Served(String name, UnaryOperator<ServerOptions> bounds) {
        broker = Restante.start("vm:" + name);
        ServerOptions options = ServerOptions.at(List.of(Listen.parse("tcp://127.0.0.1:0")));
        server = RestanteServer.start("vm:" + name, bounds.apply(options));
    }

    HostPort at() {
        return server.addresses().get(0);
    }

    String uri() {
        return "tcp://" + at();
    }

    ServerStats stats() {
        return server.stats();
    }

    RawClient raw() throws java.io.IOException {
        return new RawClient(at());
    }

    RestanteConnectionFactory factory() {
        return new RestanteConnectionFactory(uri());
    }

    @Override
    public void close() {
        server.close();
        broker.close();
    }
}
