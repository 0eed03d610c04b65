package org.restante.conformance.restante;

import java.io.IOException;
import org.restante.RestanteServer;

/** A Restante server on a free port of this machine with a temporary data directory; all connections use TCP. */
public final class TcpFixture extends RestanteFixture {

    private final DataDirectory directory = new DataDirectory();
    private final String broker = "vm:conformance?data=" + directory + "&" + user.options();
    private RestanteServer server;
    private int port;

    /** For the system property {@code conformance.fixture}. */
    public TcpFixture() {}

    @Override
    public void start() {
        server = RestanteServer.start(broker, "tcp://127.0.0.1:" + port);
        port = server.addresses().get(0).port();
    }

    @Override
    public void restart() {
        server.close();
        start();
    }

    @Override
    public void stop() throws IOException {
        server.close();
        user.close();
        directory.delete();
    }

    @Override
    String uri() {
        return "tcp://127.0.0.1:" + port + "?" + System.getProperty("conformance.tcp", "connectTimeout=10000");
    }
}
