package org.restante;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
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
    private final int segmentBytes;
    private final InstantSource clock;
    private final RandomGenerator random;
    private volatile @Nullable DirectorySocket socket;

    SharedDirectory(Path path, int segmentBytes, InstantSource clock, RandomGenerator random) {
        this.path = path;
        this.segmentBytes = segmentBytes;
        this.clock = clock;
        this.random = random;
    }

    /** Locks the directory and opens its storage. Called on the broker's thread. */
    Storage open() throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(path, clock);
        try {
            DirectorySocket opened = new DirectorySocket(lock, DirectorySocket::bind);
            socket = opened;
            return DurableStorage.open(lock, segmentBytes, random, () -> release(opened, lock));
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
    void listen(LinkSource source, BrokerInfoLink brokerInfo) {
        DirectorySocket opened = socket;
        if (opened != null) {
            opened.listen(source, brokerInfo);
        }
    }

    /** Answers the open requests of attached processes, and ends their links. The directory stays locked. */
    void detachAll() {
        DirectorySocket opened = socket;
        if (opened != null) {
            opened.close();
        }
    }
}
