package org.restante;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.restante.broker.persistence.Storage;
import org.restante.disk.DirectoryLock;
import org.restante.disk.FileProblem;
import org.restante.disk.ReplacedFile;
import org.restante.link.Utf8;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.SharedLog;
import org.restante.log.shared.SharedLogs;
import org.restante.store.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storage of a process on a shared log: the log, and with {@code data} a directory of its own for snapshots. Opened again for each
 * life of the node, on its thread; any thread may ask.
 *
 * <pre>
 *   DIR/lock          locked by this process
 *   DIR/shared-log    the number of the log, in hexadecimal digits
 *   DIR/snapshots     of the state, so that a start need not replay the whole log
 *   DIR/log-index     written by the log: where in the topic its entries are, so that a start need not read it all
 * </pre>
 *
 * <p>The trap: all in the directory is of one log. A topic that was made anew, or another cluster, has another number, and is refused.
 */
final class NodeStorage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeStorage.class);

    private static final String NUMBER = "shared-log";
    private static final int HEX = 16;

    private final NodeConfiguration configuration;
    private final SharedLogs.Place place;
    private final @Nullable DirectoryLock lock;
    private volatile long store;
    private volatile @Nullable SharedLog log;

    private NodeStorage(
            NodeConfiguration configuration, SharedLogs.Place place, @Nullable DirectoryLock lock, long store) {
        this.configuration = configuration;
        this.place = place;
        this.lock = lock;
        this.store = store;
    }

    /**
     * Locks the directory, if there is one.
     *
     * @throws IOException if another process has it, or it is that of a broker with a journal
     */
    static NodeStorage of(NodeConfiguration configuration, SharedLogs.Place place, InstantSource clock)
            throws IOException {
        Path directory = place.cache();
        if (directory == null) {
            return new NodeStorage(configuration, place, null, place.store());
        }
        if (Files.exists(directory.resolve("journal"))) {
            throw new IOException(
                    "the directory " + directory
                            + " is that of a broker with a log of its own, in the folder 'journal'; name another directory by data");
        }
        DirectoryLock lock = DirectoryLock.acquire(directory, clock);
        try {
            return new NodeStorage(configuration, place, lock, number(directory));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static long number(Path directory) throws IOException {
        Path file = directory.resolve(NUMBER);
        if (Files.notExists(file)) {
            return 0;
        }
        String text = Utf8.read(file).strip();
        try {
            return Long.parseUnsignedLong(text, HEX);
        } catch (NumberFormatException e) {
            throw new IOException(
                    file + " is to have the number of a log, and has '" + text
                            + "'; delete the directory, which has nothing that the log does not have",
                    e);
        }
    }

    /** Opens the log, and the snapshots of the directory. */
    Storage open() throws IOException {
        SharedLog opened = configuration.logs().open(place.withStore(store));
        try {
            Path directory = place.cache();
            Snapshots snapshots = directory == null
                    ? null
                    : Snapshots.open(
                            directory.resolve("snapshots"),
                            configuration.broker().disk());
            log = opened;
            remember();
            return new Storage(opened, snapshots, () -> log = null);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Keeps the number of the log, once it has one, so that no other is taken for it. */
    void remember() {
        SharedLog opened = log;
        if (opened == null || store != 0 || opened.store() == 0) {
            return;
        }
        store = opened.store();
        Path directory = place.cache();
        if (directory != null) {
            Path file = directory.resolve(NUMBER);
            try {
                ReplacedFile.write(file, (Long.toHexString(store) + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) { // the log is as good without it
                LOG.warn("{} cannot be written, so the next start takes any log: {}", file, FileProblem.reason(e));
            }
        }
    }

    /** The log; null while it is not open. */
    @Nullable
    SharedLog log() {
        return log;
    }

    /** Where clients reach the owner, if it is another process; null if that is not known. */
    @Nullable
    String owner() {
        SharedLog opened = log;
        Claimant owner = opened == null ? null : opened.owner();
        return owner == null || owner.address().isEmpty() || owner.address().equals(place.address())
                ? null
                : owner.address();
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
