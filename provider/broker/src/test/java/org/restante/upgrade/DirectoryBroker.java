package org.restante.upgrade;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.restante.Restante;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteXaConnectionFactory;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * A broker of this process with a data directory, and connections to it. Segments are small, to keep the archives small.
 *
 * @param snapshotBytes the growth of the log, in bytes, after which the next snapshot is taken
 */
record DirectoryBroker(String name, Path data, long snapshotBytes) {

    /** A growth that no test reaches, so that no snapshot is taken. */
    static final long NO_SNAPSHOT = 1L << 40;

    static final int SEGMENT = 65_536;

    private static final Duration QUIET = Duration.ofMillis(1500);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    String uri() {
        return "vm:" + name + "?data=" + data + "&segmentBytes=" + SEGMENT + "&snapshotBytes=" + snapshotBytes;
    }

    /** An action on the running broker. */
    interface Work {
        void run() throws Exception;
    }

    /** Starts the broker, does the work, and closes the broker. */
    void run(Work work) throws Exception {
        Restante broker = Restante.start(uri());
        try {
            work.run();
        } finally {
            broker.close();
        }
    }

    Admin admin() {
        return Admin.connect(uri());
    }

    JMSContext context(int mode) {
        return new RestanteConnectionFactory(uri()).createContext(mode);
    }

    JMSContext context() {
        return context(JMSContext.AUTO_ACKNOWLEDGE);
    }

    /** A context of a connection with a client identifier. */
    JMSContext context(String clientId, int mode) {
        return new RestanteConnectionFactory(uri() + "&clientId=" + clientId).createContext(mode);
    }

    Connection connect() throws JMSException {
        Connection connection = new RestanteConnectionFactory(uri()).createConnection();
        connection.start();
        return connection;
    }

    /** @param clientId null for a connection without a client identifier */
    XAConnection connectXa(@Nullable String clientId) throws JMSException {
        String uri = clientId == null ? uri() : uri() + "&clientId=" + clientId;
        XAConnection connection = new RestanteXaConnectionFactory(uri).createXAConnection();
        connection.start();
        return connection;
    }

    /** A new link, on which no request has been made. */
    Link link() throws LinkException {
        return LinkUri.parse(uri()).open(event -> {});
    }

    static Reply ask(Link link, Request request) {
        return link.request(request).toCompletableFuture().join();
    }

    /** The directories with durable files. The data directory also has a lock file and a socket, which are not archived. */
    static List<String> folders() {
        return List.of("journal", "snapshots");
    }

    /** Waits until the files do not change any more: no snapshot, copy-forward or preparation of segments is running. */
    void awaitQuiet() {
        @Nullable String[] last = new @Nullable String[1];
        Awaitility.await().atMost(TIMEOUT).pollInterval(QUIET).until(() -> {
            String now = files();
            boolean isQuiet = now.equals(last[0]);
            last[0] = now;
            return isQuiet;
        });
    }

    private String files() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String folder : folders()) {
            try (Stream<Path> files = Files.list(data.resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    text.append(file)
                            .append(' ')
                            .append(Files.size(file))
                            .append(' ')
                            .append(Files.getLastModifiedTime(file))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }
}
