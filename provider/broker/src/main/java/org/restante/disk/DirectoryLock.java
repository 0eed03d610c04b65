package org.restante.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a data directory for one opener: a file {@code lock} in it, locked, whose text names the holder.
 *
 * <p>The trap: on POSIX systems closing any channel on a file gives up every lock that the process has on it. So a second
 * opener in the same process is turned away by a table, before it opens the file; and where the table is not shared (two
 * class loaders) the second channel is never closed.
 */
public final class DirectoryLock implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);
    private static final String NAME = "lock";
    /** Far behind the text, which others may read while the lock is held, on every system. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final Map<Path, LockHolder> HELD_HERE = new ConcurrentHashMap<>();

    /** At most one for each directory; the next opener takes it up again. */
    private static final Map<Path, FileChannel> LEFT_OPEN = new ConcurrentHashMap<>();

    private final Path directory;
    private final FileChannel channel;
    private final LockHolder before;

    private DirectoryLock(Path directory, FileChannel channel, LockHolder before) {
        this.directory = directory;
        this.channel = channel;
        this.before = before;
    }

    /**
     * Creates the directory if it is not there, and takes it.
     *
     * @throws DirectoryLockedException if another opener has it; the message says who
     * @throws IOException if it cannot be made or written; the message says why and what to do
     */
    public static DirectoryLock acquire(Path directory, InstantSource time) throws IOException {
        Path real = create(directory);
        LockHolder holder = LockHolder.starting(describeHolder(time.instant()));
        LockHolder other = HELD_HERE.putIfAbsent(real, holder);
        if (other != null) {
            throw new DirectoryLockedException(real, "this process: ", other);
        }
        FileChannel channel = LEFT_OPEN.remove(real);
        try {
            channel = channel == null ? open(real) : channel;
            lock(real, channel);
            LockHolder before = read(channel);
            write(channel, holder);
            return new DirectoryLock(real, channel, before);
        } catch (IOException | RuntimeException e) {
            if (channel != null && LEFT_OPEN.get(real) != channel) {
                channel.close(); // before another opener here may have the lock, which this would give up
            }
            HELD_HERE.remove(real);
            throw e;
        }
    }

    private static void lock(Path directory, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            LEFT_OPEN.put(directory, channel);
            throw new DirectoryLockedException(
                    directory, "this process, through another class loader: ", read(channel));
        } catch (IOException e) {
            throw new IOException(
                    "The data directory " + directory + " cannot be locked: " + e
                            + ". Its file system must know locks; name a directory on a local disk",
                    e);
        }
        if (lock == null) {
            throw new DirectoryLockedException(directory, "", read(channel));
        }
    }

    /**
     * Lets others know how to attach. Not to be called by an application's thread: an interrupt would close the file, and give the
     * directory up.
     *
     * @param socket where this process listens: a path that begins at the directory or at the root
     */
    public void announceSocket(String socket) {
        tell(holder().listening(socket));
    }

    /** Lets others know that they cannot attach, and why. As {@link #announceSocket}. */
    public void announceSilence(String why) {
        tell(holder().silent(why));
    }

    private LockHolder holder() {
        return HELD_HERE.getOrDefault(directory, before);
    }

    private void tell(LockHolder holder) {
        HELD_HERE.replace(directory, holder);
        write(channel, holder);
    }

    /** Who held the directory before; what it left when it was killed is this one's to remove. */
    public LockHolder before() {
        return before;
    }

    private static Path create(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IOException("The data directory " + directory + " is a file. Name a directory instead");
        }
        try {
            return Files.createDirectories(directory, OwnerOnly.folder(directory))
                    .toRealPath();
        } catch (IOException e) {
            throw new IOException(
                    "The data directory " + directory + " cannot be created: " + reason(e)
                            + ". Create it, or name one that can be",
                    e);
        }
    }

    private static FileChannel open(Path directory) throws IOException {
        try {
            return FileChannel.open(
                    directory.resolve(NAME),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    OwnerOnly.file(directory));
        } catch (IOException e) {
            throw new IOException(
                    "The data directory " + directory + " cannot be written: " + reason(e) + ". Give "
                            + System.getProperty("user.name") + " permission to write in it, or name another directory",
                    e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied for " + e.getMessage() : e.toString();
    }

    private static String describeHolder(Instant since) {
        ProcessHandle process = ProcessHandle.current();
        String started = process.info().startInstant().map(Instant::toString).orElse("an unknown time");
        return "process " + process.pid() + " started " + started + " on host " + host() + ", since " + since;
    }

    /** The host's name without asking the network, which may take seconds to say that it does not know. */
    private static String host() {
        for (String variable : List.of("HOSTNAME", "COMPUTERNAME")) {
            String name = System.getenv(variable);
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        try {
            return Files.readString(Path.of("/etc/hostname")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Over what stood there, so that it needs no room on a full disk; without room the lock holds as well, unnamed. */
    private static void write(FileChannel channel, LockHolder holder) {
        ByteBuffer text = holder.encode();
        try {
            while (text.hasRemaining()) {
                channel.write(text, text.position());
            }
        } catch (IOException e) {
            LOG.warn("The holder's name could not be written into the lock file", e);
        }
    }

    private static LockHolder read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LockHolder.BYTES);
        channel.read(text, 0);
        return LockHolder.decode(text.flip());
    }

    /** The directory held, as an absolute path without links. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(directory);
    }
}
