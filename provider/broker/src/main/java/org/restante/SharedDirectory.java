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
 * A data directory that this process holds: its lock, what lies in it, and the socket by which other processes attach. Any thread may
 * use it.
 *
 * <p>The trap: a broker may end by itself. So listening ends in any case just before the lock is given up, and what lies in the
 * directory is from then on another's.
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

    /** Takes the directory and opens it. Called on the broker's thread. */
    Storage open() throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(path, clock);
        try {
            DirectorySocket made = new DirectorySocket(lock, DirectorySocket::bind);
            socket = made;
            return DurableStorage.open(lock, segmentBytes, random, () -> release(made, lock));
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

    /** Lets others attach, once the broker has started. */
    void listen(LinkSource source, BrokerInfoLink whereabouts) {
        DirectorySocket made = socket;
        if (made != null) {
            made.listen(source, whereabouts);
        }
    }

    /** Answers those attached, and says goodbye to them. The directory stays held. */
    void sendAway() {
        DirectorySocket made = socket;
        if (made != null) {
            made.close();
        }
    }
}
