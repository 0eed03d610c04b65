package org.restante;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.restante.disk.DirectoryLock;
import org.restante.disk.OwnerOnly;
import org.restante.link.BrokerInfo.SocketInfo;
import org.restante.server.LinkSource;
import org.restante.server.Server;
import org.restante.server.ServerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket at which the holder of a data directory listens for other processes. Any thread may use it; a daemon of its own binds and
 * accepts.
 *
 * <pre>
 *   DIR/attach/socket             in a folder that only its owner enters, made before the socket is
 *   /tmp/restante-XXXX/socket     the same, where the path above is too long for a socket or its file system has none
 * </pre>
 *
 * <p>The lock file tells where it is, or why there is none. The trap: the path is this holder's only as long as the lock is, so {@link
 * #stopListening} comes first. Nothing of the server is loaded before somebody attaches.
 */
final class DirectorySocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectorySocket.class);

    private static final String FOLDER = "attach";
    private static final String NAME = "socket";
    private static final String TEMPORARY = "restante-";

    /** The least that a platform takes is 104 bytes with the zero at the end. */
    private static final int MAX_PATH = 100;

    private static final long PAUSE_MILLIS = 100;

    private final DirectoryLock lock;
    private final Binder binder;
    private @Nullable LinkSource source;
    private @Nullable BrokerInfoLink whereabouts;
    private @Nullable ServerSocketChannel channel;
    private @Nullable Path socket;
    private @Nullable Server server;
    private BrokerInfoLink.@Nullable Listener listener;
    private boolean closed;

    /** Opens a socket that listens at a path. */
    @FunctionalInterface
    interface Binder {
        ServerSocketChannel bind(Path path) throws IOException;
    }

    DirectorySocket(DirectoryLock lock, Binder binder) {
        this.lock = lock;
        this.binder = binder;
    }

    static ServerSocketChannel bind(Path path) throws IOException {
        ServerSocketChannel made = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return made.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /**
     * Begins to listen, soon.
     *
     * @param from opens a link for each client
     */
    synchronized void listen(LinkSource from, BrokerInfoLink told) {
        source = from;
        whereabouts = told;
        Thread thread = new Thread(this::accept, "restante-attach");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        ServerSocketChannel listening = begin();
        while (listening != null && listening.isOpen()) {
            try {
                serve(listening.accept());
            } catch (ClosedChannelException e) {
                LOG.debug("The directory {} takes nobody any more", lock.directory(), e);
            } catch (IOException | RuntimeException e) { // the next one may be luckier
                LOG.warn("A process cannot attach to the directory {}: {}", lock.directory(), e.toString());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
        }
    }

    private synchronized @Nullable ServerSocketChannel begin() {
        if (closed) {
            return null;
        }
        removeLeftovers();
        List<String> failures = new ArrayList<>();
        if (!open(false, failures) && !open(true, failures)) {
            String why = "no Unix domain socket can be opened (" + String.join("; ", failures) + ")";
            lock.announceNoSocket(why);
            LOG.info("No other process can attach to the directory {}: {}", lock.directory(), why);
        }
        return channel;
    }

    /** A holder that was killed leaves its socket. */
    private void removeLeftovers() {
        String before = lock.previousHolder().socket();
        remove(lock.directory().resolve(FOLDER).resolve(NAME));
        if (before != null) {
            Path left = lock.directory().resolve(before);
            if (String.valueOf(left.getParent()).contains(TEMPORARY)) {
                remove(left);
            }
        }
    }

    private boolean open(boolean elsewhere, List<String> failures) {
        Path path = null;
        try {
            path = (elsewhere ? Files.createTempDirectory(TEMPORARY) : folder()).resolve(NAME);
            if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
                throw new IOException("the path " + path + " is longer than " + MAX_PATH + " bytes");
            }
            ServerSocketChannel bound = binder.bind(path);
            channel = bound;
            socket = path;
            lock.announceSocket(elsewhere ? path.toString() : FOLDER + "/" + NAME);
            tell(path);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            failures.add(String.valueOf(e.getMessage()));
            if (path != null) {
                remove(path);
            }
            return false;
        }
    }

    private Path folder() throws IOException {
        Path folder = lock.directory().resolve(FOLDER);
        return Files.createDirectory(folder, OwnerOnly.folder(folder));
    }

    private void tell(Path path) {
        BrokerInfoLink told = whereabouts;
        if (told != null) {
            listener = new BrokerInfoLink.Listener(List.of("unix:" + path), () -> {
                Server there = server();
                return there == null ? SocketInfo.NONE : RestanteServer.sockets(there);
            });
            told.add(listener);
        }
    }

    private synchronized @Nullable Server server() {
        return server;
    }

    private synchronized void serve(SocketChannel client) throws IOException {
        LinkSource from = source;
        if (closed || from == null) {
            client.close();
            return;
        }
        if (server == null) {
            server = Server.start(ServerOptions.at(List.of()), from);
        }
        server.serve(client);
    }

    /** The socket, and its folder, which nothing else is in. */
    private static void remove(Path path) {
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isSocket(path)) {
                return; // somebody else's
            }
            Files.deleteIfExists(path);
            Files.deleteIfExists(path.getParent());
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} stays, as there is something else in it", path.getParent(), e);
        } catch (IOException e) {
            LOG.warn("The socket {} cannot be removed: {}", path, e.toString());
        }
    }

    private static boolean isSocket(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    }

    /** Takes nobody any more; those attached stay. Idempotent. */
    synchronized void stopListening() {
        closed = true;
        ServerSocketChannel listening = channel;
        Path path = socket;
        if (listening == null || path == null || !listening.isOpen()) {
            return;
        }
        if (whereabouts != null && listener != null) {
            whereabouts.remove(listener);
        }
        try {
            listening.close();
        } catch (IOException e) {
            LOG.warn("The socket {} cannot be closed: {}", path, e.toString());
        }
        remove(path);
    }

    /** Takes nobody any more, answers those attached, and says goodbye to them. Idempotent. */
    @Override
    public void close() {
        stopListening();
        Server there = server();
        if (there != null) {
            there.close();
        }
    }
}
