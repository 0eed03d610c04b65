package org.restante;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.server.LinkSource;
import org.restante.server.Server;
import org.restante.server.ServerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Unix domain socket in a data directory, at which the process that has the directory listens for others. Only its owner can
 * connect. Any thread may use it.
 *
 * <p>A system's sockets have short paths: where that of the directory is too long, the socket is in a directory of its own under the
 * system's one for temporary files, and a file in the data directory names it. The trap: nothing of the server is loaded before
 * somebody connects, so that an embedded broker starts as fast as without.
 */
final class DirectorySocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectorySocket.class);
    private static final String SOCKET = "socket";
    private static final String ELSEWHERE = "socket.path";

    /** What all systems take, in bytes. */
    private static final int LONGEST_PATH = 100;

    private final Path directory;
    private final Path path;
    private final ServerSocketChannel listening;
    private final LinkSource source;
    private @Nullable Server server;
    private volatile boolean closed;

    private DirectorySocket(Path directory, Path path, ServerSocketChannel listening, LinkSource source) {
        this.directory = directory;
        this.path = path;
        this.listening = listening;
        this.source = source;
    }

    /**
     * Listens, for whoever has the directory's lock. Null where there can be no such socket; then the directory is not shared.
     *
     * @param source opens a link for each client
     */
    static @Nullable DirectorySocket open(Path directory, LinkSource source) {
        try {
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                Path path = place(directory);
                Files.deleteIfExists(path); // of a process that was killed: who has the lock is the only one
                listening.bind(UnixDomainSocketAddress.of(path));
                if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                }
                DirectorySocket socket = new DirectorySocket(directory, path, listening, source);
                socket.begin();
                return socket;
            } catch (IOException | RuntimeException e) {
                listening.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("Other processes cannot share the data directory {}: {}", directory, e.toString());
            return null;
        }
    }

    private static Path place(Path directory) throws IOException {
        Path inside = directory.resolve(SOCKET);
        Path named = directory.resolve(ELSEWHERE);
        Files.deleteIfExists(named);
        if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
            return inside;
        }
        Path elsewhere = Files.createTempDirectory("restante").resolve(SOCKET); // its owner's only
        Files.writeString(named, elsewhere.toString());
        return elsewhere;
    }

    /**
     * Where to connect to.
     *
     * @throws IOException if it cannot be read where that is
     */
    static UnixDomainSocketAddress address(Path directory) throws IOException {
        Path named = directory.resolve(ELSEWHERE);
        return UnixDomainSocketAddress.of(
                Files.exists(named) ? Path.of(Files.readString(named)) : directory.resolve(SOCKET));
    }

    private void begin() {
        Thread thread = new Thread(this::accept, "restante-socket");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!closed) {
            try {
                serve(listening.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("A process could not be let into the data directory {}", directory, e);
            }
        }
    }

    private synchronized void serve(SocketChannel client) throws IOException {
        if (closed) {
            client.close();
            return;
        }
        if (server == null) {
            server = Server.start(ServerOptions.at(List.of()), source);
        }
        server.serve(client);
    }

    /** Lets nobody in any more, and answers what was asked. */
    @Override
    public void close() {
        closed = true;
        Server last;
        synchronized (this) {
            last = server;
        }
        try {
            listening.close();
            Files.deleteIfExists(path);
            if (Files.deleteIfExists(directory.resolve(ELSEWHERE))) {
                Files.delete(path.toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            LOG.warn("The socket {} could not be removed", path, e);
        }
        if (last != null) {
            last.close();
        }
    }
}
