package org.restante.conformance.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.restante.conformance.ProviderFixture;
import org.restante.conformance.tool.KnownList;

/**
 * A provider other than Restante, whose broker is a process of its own with its data in a temporary directory. Its known deviations
 * are those of {@code peers/NAME/known.txt}, which the runnable jar reads, too.
 */
public abstract class PeerFixture implements ProviderFixture {

    private final DataDirectory directory = new DataDirectory();
    private final Class<?> main;
    private final Map<String, String> known;
    private final int port;
    private BrokerProcess broker;

    /**
     * Creates it, not started.
     *
     * @param name the folder of the peer
     * @param main the program of the broker; its arguments are the port and the directory
     */
    protected PeerFixture(String name, Class<?> main) {
        this.main = main;
        this.known = KnownList.read(Path.of("peers", name, "known.txt"));
        this.port = freePort();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No free port for a broker", e);
        }
    }

    /** The port of the broker on this machine. */
    protected final int port() {
        return port;
    }

    @Override
    public final void start() throws IOException {
        broker = new BrokerProcess(main, Integer.toString(port), directory.toString());
    }

    @Override
    public final void stop() throws IOException, InterruptedException {
        broker.stop();
        directory.delete();
    }

    @Override
    public final void restart() throws IOException, InterruptedException {
        broker.stop();
        start();
    }

    @Override
    public final void kill() throws IOException, InterruptedException {
        broker.kill();
        start();
    }

    @Override
    public final Map<String, String> knownDeviations() {
        return known;
    }
}
