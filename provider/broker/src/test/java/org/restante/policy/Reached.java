package org.restante.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.restante.Restante;
import org.restante.RestanteServer;

/** A durable broker in this process, to be reached within it or over a socket. */
final class Reached implements AutoCloseable {

    private final Restante broker;
    private final @Nullable RestanteServer server;
    private final String uri;

    /** @param scheme vm or tcp */
    Reached(String scheme, String name, Path data) {
        String within = "vm:" + name + "?data=" + data;
        broker = Restante.start(within);
        server = scheme.equals("tcp") ? RestanteServer.start(within, "tcp://127.0.0.1:0") : null;
        uri = server == null ? within : "tcp://" + server.addresses().get(0);
    }

    String uri() {
        return uri;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        broker.close();
    }
}
