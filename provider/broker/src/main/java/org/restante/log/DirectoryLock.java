package org.restante.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private static final int TEXT = 512;
    /** Far behind the text, which others may read while the lock is held, on every system. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();
    private static final List<FileChannel> LEFT_OPEN = new CopyOnWriteArrayList<>();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Creates the directory if it is not there, and takes it.
     *
     * @throws DirectoryLockedException if another opener has it; the message says who
     * @throws IOException if it cannot be made or written; the message says why and what to do
     */
    public static DirectoryLock acquire(Path directory, InstantSource time) throws IOException {
        Path real = create(directory);
        String holder = describeHolder(time.instant());
        String other = HELD_HERE.putIfAbsent(real, holder);
        if (other != null) {
            throw new DirectoryLockedException(real, "this process: " + other);
        }
        FileChannel channel = null;
        try {
            channel = open(real);
            lock(real, channel);
            write(channel, holder);
            return new DirectoryLock(real, channel);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(real);
            if (channel != null && !LEFT_OPEN.contains(channel)) {
                channel.close();
            }
            throw e;
        }
    }

    private static void lock(Path directory, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            LEFT_OPEN.add(channel);
            throw new DirectoryLockedException(
                    directory, "this process, through another class loader: " + read(channel));
        }
        if (lock == null) {
            throw new DirectoryLockedException(directory, read(channel));
        }
    }

    private static Path create(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IOException("The data directory " + directory + " is a file. Name a directory instead");
        }
        try {
            return Files.createDirectories(directory).toRealPath();
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
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
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
    private static void write(FileChannel channel, String holder) {
        ByteBuffer text = ByteBuffer.allocate(TEXT);
        byte[] bytes = (holder + "\n").getBytes(StandardCharsets.UTF_8);
        text.put(bytes, 0, Math.min(bytes.length, TEXT)).clear();
        try {
            while (text.hasRemaining()) {
                channel.write(text, text.position());
            }
        } catch (IOException e) {
            LOG.warn("The holder's name could not be written into the lock file", e);
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(TEXT);
        channel.read(text, 0);
        String holder = StandardCharsets.UTF_8
                .decode(text.flip())
                .toString()
                .replace('\0', ' ')
                .strip();
        return holder.isEmpty() ? "a process that has not written its name yet" : holder;
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
