package org.restante.conformance.restante;

import java.io.IOException;
import org.restante.Restante;
import org.restante.conformance.process.DataDirectory;

/** A Restante broker in this JVM that keeps its messages in a temporary directory, which is deleted at the end. */
public final class DurableFixture extends RestanteFixture {

    private final DataDirectory directory = new DataDirectory();
    private final String uri = "vm:conformance?data=" + directory + "&" + user.options();
    private Restante broker;

    /** For the system property {@code conformance.fixture}. */
    public DurableFixture() {}

    @Override
    public void start() {
        broker = Restante.start(uri);
    }

    @Override
    public void restart() {
        broker.close();
        broker = Restante.start(uri);
    }

    @Override
    public void stop() throws IOException {
        broker.close();
        user.close();
        directory.delete();
    }

    @Override
    String uri() {
        return uri;
    }
}
