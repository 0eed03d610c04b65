package org.restante;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.restante.broker.persistence.Storage;
import org.restante.disk.DirectoryLock;
import org.restante.server.LinkSource;

/**
 * A data directory that this process holds: its lock, its storage, and the socket by which other processes attach. Any thread may use it.
 *
 * <p>The trap: a broker may end by itself. So releasing the storage always stops listening first, then releases the lock; from then on
 * the directory may belong to another process.
 */
final class SharedDirectory {

    private final Path path;
    private final BrokerConfiguration configuration;
    private final InstantSource clock;
    private final RandomGenerator random;
    private volatile @Nullable DirectorySocket socket;
    private volatile @Nullable DirectoryLock held;

    SharedDirectory(Path path, BrokerConfiguration configuration, InstantSource clock, RandomGenerator random) {
        this.path = path;
        this.configuration = configuration;
        this.clock = clock;
        this.random = random;
    }

    /** Locks the directory and opens its storage. Called on the broker's thread. */
    Storage open() throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(path, clock);
        try {
            DirectorySocket opened = new DirectorySocket(lock, DirectorySocket::bind);
            socket = opened;
            held = lock;
            return DurableStorage.open(lock, configuration, random, () -> release(opened, lock));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void release(DirectorySocket socket, DirectoryLock lock) {
        socket.stopListening();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets other processes attach. Called once the broker has started. */
    void listen(LinkSource source, BrokerInfoLink brokerInfo, IdleTimeout idle) {
        DirectorySocket opened = socket;
        if (opened != null) {
            opened.listen(source, brokerInfo, idle);
        }
    }

    /**
     * Whether one that wants the directory can ask for it, and no other process is attached, which would take it over at once.
     *
     * @param needed whether something would be lost with the broker; attached processes go on using it then
     */
    boolean canBeKept(BooleanSupplier needed) {
        DirectorySocket opened = socket;
        return opened != null && opened.isReachable() && (!opened.hasClients() || needed.getAsBoolean());
    }

    /** Whether the directory is still the one that was locked. */
    boolean isInPlace() {
        DirectoryLock lock = held;
        return lock != null && lock.isInPlace();
    }

    /** Answers the open requests of attached processes, and ends their links. The directory stays locked. */
    void detachAll() {
        DirectorySocket opened = socket;
        if (opened != null) {
            opened.close();
        }
    }
}
