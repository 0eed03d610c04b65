package org.restante.conformance.restante;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.restante.conformance.Capability;
import org.restante.conformance.process.BrokerProcess;
import org.restante.conformance.process.DataDirectory;

/**
 * A Restante server in a process of its own, on a free port of this machine with a temporary data directory; all connections use
 * TCP.
 */
public final class TcpFixture extends RestanteFixture {

    private final DataDirectory directory = new DataDirectory();
    private final String broker = "vm:conformance?data=" + directory + "&" + user.options();
    private BrokerProcess server;
    private int port;

    /** For the system property {@code conformance.fixture}. */
    public TcpFixture() {}

    @Override
    public void start() throws IOException {
        server = new BrokerProcess(ServerMain.class, broker, "tcp://127.0.0.1:" + port);
        port = Integer.parseInt(server.printed());
    }

    @Override
    public void restart() throws IOException, InterruptedException {
        server.stop();
        start();
    }

    @Override
    public void kill() throws IOException, InterruptedException {
        server.kill();
        start();
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        server.stop();
        user.close();
        directory.delete();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    String uri() {
        return "tcp://127.0.0.1:" + port + "?" + System.getProperty("conformance.tcp", "connectTimeout=10000");
    }
}
