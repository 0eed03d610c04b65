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
import org.restante.disk.FileProblem;
import org.restante.disk.OwnerOnly;
import org.restante.disk.Ownership;
import org.restante.link.BrokerInfo.SocketInfo;
import org.restante.link.Reason;
import org.restante.server.LinkSource;
import org.restante.server.Server;
import org.restante.server.ServerOptions;
import org.restante.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Unix domain socket at which the holder of a data directory listens for other processes. Any thread may use it; a daemon thread of
 * its own binds and accepts.
 *
 * <pre>
 *   DIR/attach/socket             in a folder that only its owner can enter, created before the socket
 *   /tmp/restante-XXXX/socket     in such a folder too, if the path above is too long or its file system has no sockets
 * </pre>
 *
 * <p>The lock file contains the path of the socket, or the reason why there is none. No class of the server is loaded before a process
 * attaches. The trap: the path belongs to this holder only while it holds the lock, so call {@link #stopListening} before the lock is
 * released.
 */
final class DirectorySocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectorySocket.class);

    private static final String FOLDER = "attach";
    private static final String NAME = "socket";
    private static final String TEMPORARY = "restante-";

    /** The lowest bound of a platform is 104 bytes, including a zero at the end. */
    private static final int MAX_PATH_BYTES = 100;

    private static final long RETRY_MILLIS = 100;

    private final DirectoryLock lock;
    private final Binder binder;
    private @Nullable LinkSource source;
    private @Nullable BrokerInfoLink brokerInfo;
    private @Nullable ServerSocketChannel channel;
    private @Nullable Path socket;
    private @Nullable Server server;
    private BrokerInfoLink.@Nullable Listener listener;
    private @Nullable IdleTimeout idle;
    private boolean unreachable;
    private boolean closed;

    /** Opens a listening socket at a path. */
    @FunctionalInterface
    interface Binder {
        ServerSocketChannel bind(Path path) throws IOException;
    }

    DirectorySocket(DirectoryLock lock, Binder binder) {
        this.lock = lock;
        this.binder = binder;
    }

    static ServerSocketChannel bind(Path path) throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return opened.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Starts the thread that binds the socket and accepts clients.
     *
     * @param linkSource opens a link for each client
     * @param brokerInfoLink receives the address of the socket
     * @param idleTimeout cut short when another process wants the directory
     */
    synchronized void listen(LinkSource linkSource, BrokerInfoLink brokerInfoLink, IdleTimeout idleTimeout) {
        source = linkSource;
        brokerInfo = brokerInfoLink;
        idle = idleTimeout;
        Threads.daemon("restante-attach", this::accept).start();
    }

    private void accept() {
        ServerSocketChannel listening = bindSocket();
        if (listening == null) {
            handOver(); // nobody could ask for the directory
        }
        while (listening != null && listening.isOpen()) {
            try {
                serveOrClose(listening.accept());
            } catch (ClosedChannelException e) {
                LOG.debug("The socket of the directory {} is closed", lock.directory(), e);
            } catch (IOException | RuntimeException | Error e) { // a failure of one client; the next may succeed
                LOG.warn("A process cannot attach to the directory {}: {}", lock.directory(), Reason.of(e));
                LOG.debug("A process cannot attach to the directory {}", lock.directory(), e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
            }
        }
    }

    /** Whether the broker is only kept. It ends then, and the process that asked takes the directory over. */
    private boolean handOver() {
        IdleTimeout timeout = idleTimeout();
        return timeout != null && timeout.cutShort();
    }

    private synchronized @Nullable IdleTimeout idleTimeout() {
        return idle;
    }

    /** A client that cannot be served sees the end of its socket at once; it need not wait for a time-out. */
    private void serveOrClose(SocketChannel client) throws IOException {
        boolean served = false;
        try {
            if (!handOver()) {
                serve(client);
                served = true;
                handOver(); // the last connection may have been closed meanwhile
            }
        } finally {
            if (!served) {
                client.close();
            }
        }
    }

    private synchronized @Nullable ServerSocketChannel bindSocket() {
        if (closed) {
            return null;
        }
        removeLeftovers();
        List<String> failures = new ArrayList<>();
        if (!tryBind(false, failures) && !tryBind(true, failures)) {
            String why = "no Unix domain socket can be opened (" + String.join("; ", failures) + ")";
            unreachable = true;
            lock.announceNoSocket(why);
            LOG.info("No other process can attach to the directory {}: {}", lock.directory(), why);
        }
        return channel;
    }

    /** Deletes the socket of a previous holder that was killed. */
    private void removeLeftovers() {
        String previous = lock.previousHolder().socket();
        remove(lock.directory().resolve(FOLDER).resolve(NAME));
        if (previous != null) {
            Path left = lock.directory().resolve(previous);
            if (String.valueOf(left.getParent()).contains(TEMPORARY)) {
                remove(left);
            }
        }
    }

    private boolean tryBind(boolean temporary, List<String> failures) {
        Path path = null;
        try {
            path = (temporary ? Files.createTempDirectory(TEMPORARY) : folder()).resolve(NAME);
            if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
                throw new IOException("the path " + path + " is longer than " + MAX_PATH_BYTES + " bytes");
            }
            ServerSocketChannel bound = binder.bind(path);
            channel = bound;
            socket = path;
            lock.announceSocket(temporary ? path.toString() : FOLDER + "/" + NAME);
            addListener(path);
            return true;
        } catch (IOException | RuntimeException | Error e) { // processes wait until a socket or a reason is announced
            failures.add(String.valueOf(e.getMessage()));
            if (path != null) {
                remove(path);
            }
            return false;
        }
    }

    private Path folder() throws IOException {
        Path folder = lock.directory().resolve(FOLDER);
        Files.createDirectory(folder, OwnerOnly.folder(folder));
        Ownership.likeFolder(folder);
        return folder;
    }

    private void addListener(Path path) {
        BrokerInfoLink info = brokerInfo;
        if (info != null) {
            listener = new BrokerInfoLink.Listener(List.of("unix:" + path), () -> {
                Server started = server();
                return started == null ? SocketInfo.NONE : RestanteServer.sockets(started);
            });
            info.add(listener);
        }
    }

    /** Whether other processes can attach, or will be able to in a moment. */
    synchronized boolean isReachable() {
        return !unreachable;
    }

    /** Whether another process is attached. */
    boolean hasClients() {
        Server started = server();
        return started != null && started.stats().connections() > 0;
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

    /** Deletes a socket, and its folder if that is empty then. */
    private static void remove(Path path) {
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isSocket(path)) {
                return; // not a socket, so no holder created it
            }
            Files.deleteIfExists(path);
            Files.deleteIfExists(path.getParent());
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} is kept, as it contains other files", path.getParent(), e);
        } catch (IOException e) {
            LOG.warn("The socket {} cannot be deleted: {}", path, FileProblem.reason(e));
        }
    }

    private static boolean isSocket(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    }

    /** Accepts no more processes; attached ones stay. Idempotent. */
    synchronized void stopListening() {
        closed = true;
        ServerSocketChannel listening = channel;
        Path path = socket;
        if (listening == null || path == null || !listening.isOpen()) {
            return;
        }
        if (brokerInfo != null && listener != null) {
            brokerInfo.remove(listener);
        }
        try {
            listening.close();
        } catch (IOException e) {
            LOG.warn("The socket {} cannot be closed: {}", path, FileProblem.reason(e));
        }
        if (lock.isInPlace()) { // else the path may be that of another holder
            remove(path);
        }
    }

    /** Accepts no more processes, answers the open requests of attached ones, and ends their links. Idempotent. */
    @Override
    public void close() {
        stopListening();
        Server started = server();
        if (started != null) {
            started.close();
        }
    }
}
