package org.restante.disk;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exclusive lock on a data directory: the file {@code lock} in it, locked, whose text names the holder. Any thread may use it.
 *
 * <p>The trap: on POSIX systems closing any channel on a file releases every lock that the process has on that file. So a second
 * opener in the same process is refused by a table, before it opens the file. Two class loaders do not share this table; there the
 * second channel stays open.
 */
public final class DirectoryLock implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);
    private static final String NAME = "lock";
    /** Only this byte is locked. It lies far behind the text, so on every system other processes can read the text. */
    private static final long LOCKED_POSITION = Long.MAX_VALUE - 1;

    private static final Map<Path, LockHolder> HELD_BY_PROCESS = new ConcurrentHashMap<>();

    /** Channels that must not be closed, at most one for each directory; the next opener uses it again. */
    private static final Map<Path, FileChannel> LEFT_OPEN = new ConcurrentHashMap<>();

    private final Path directory;
    private final FileChannel channel;
    private final LockHolder previous;

    /** Identifies the locked file among all of its file system, while it is open; null where there are no such keys. */
    private final @Nullable Object fileKey;

    private DirectoryLock(Path directory, FileChannel channel, LockHolder previous, @Nullable Object fileKey) {
        this.directory = directory;
        this.channel = channel;
        this.previous = previous;
        this.fileKey = fileKey;
    }

    /**
     * Creates the directory if it does not exist, and locks it.
     *
     * @throws DirectoryLockedException if another opener holds the directory; the message names the holder
     * @throws IOException if the directory cannot be created or written; the message contains the reason and a remedy
     */
    public static DirectoryLock acquire(Path directory, InstantSource time) throws IOException {
        Path real = create(directory);
        LockHolder holder = LockHolder.starting(describeHolder(time.instant()));
        LockHolder other = HELD_BY_PROCESS.putIfAbsent(real, holder);
        if (other != null) {
            throw new DirectoryLockedException(real, "this process: ", other);
        }
        FileChannel channel = LEFT_OPEN.remove(real);
        try {
            channel = channel == null ? open(real) : channel;
            lock(real, channel);
            LockHolder previous = read(channel);
            if (isListening(real, previous)) {
                throw new DirectoryLockedException(real, "", previous);
            }
            write(channel, holder);
            return new DirectoryLock(real, channel, previous, fileKey(real));
        } catch (IOException | RuntimeException e) {
            if (channel != null && LEFT_OPEN.get(real) != channel) {
                channel.close(); // first: once another opener of this process has the lock, this would release it
            }
            HELD_BY_PROCESS.remove(real);
            throw e;
        }
    }

    /**
     * Whether this holder listens at its socket: then it holds the directory, although its lock is free, because code in its process
     * has opened and closed the lock file.
     */
    private static boolean isListening(Path directory, LockHolder holder) throws IOException {
        String socket = holder.socket();
        if (socket == null) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(directory.resolve(socket)));
            return true;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            if (FileProblem.isOutOfHandles(e)) {
                throw new IOException(
                        "Whether another process holds the data directory " + directory
                                + " cannot be found out, as this process has too"
                                + " many open files. Raise its limit (ulimit -n)",
                        e);
            }
            LOG.debug("Nobody listens at {} any more", socket, e);
            return false;
        }
    }

    private static void lock(Path directory, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock(LOCKED_POSITION, 1, false);
        } catch (OverlappingFileLockException e) {
            LEFT_OPEN.put(directory, channel);
            throw new DirectoryLockedException(
                    directory, "this process, through another class loader: ", read(channel));
        } catch (IOException e) {
            throw new IOException(
                    "The data directory " + directory + " cannot be locked: " + FileProblem.reason(e)
                            + ". Its file system must support locks; name a directory on a local disk",
                    e);
        }
        if (lock == null) {
            throw new DirectoryLockedException(directory, "", read(channel));
        }
    }

    /**
     * Writes the socket's path into the lock file, for processes that want to attach. The trap: an interrupt of the calling thread
     * closes the file and releases the lock, so an application's thread must not call it.
     *
     * @param socket the path at which this process listens, relative to the directory or absolute
     */
    public void announceSocket(String socket) {
        update(currentHolder().withSocket(socket));
    }

    /** Writes into the lock file that no other process can attach, and why. The trap of {@link #announceSocket} holds here too. */
    public void announceNoSocket(String reason) {
        update(currentHolder().withoutSocket(reason));
    }

    private LockHolder currentHolder() {
        return HELD_BY_PROCESS.getOrDefault(directory, previous);
    }

    private void update(LockHolder holder) {
        HELD_BY_PROCESS.replace(directory, holder);
        write(channel, holder);
    }

    /** The previous holder. If it was killed, its socket may still exist; the current holder removes it. */
    public LockHolder previousHolder() {
        return previous;
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
        if (Files.isSymbolicLink(directory.resolve(NAME))) {
            throw new IOException("The file " + directory.resolve(NAME)
                    + " is a symbolic link, and what it leads to would be overwritten. Remove it");
        }
        warnIfOthersMayWrite(directory);
        try {
            FileChannel channel = FileChannel.open(
                    directory.resolve(NAME),
                    Set.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS),
                    OwnerOnly.file(directory));
            Ownership.likeFolder(directory.resolve(NAME));
            return channel;
        } catch (IOException e) {
            throw new IOException(
                    "The data directory " + directory + " cannot be written: " + reason(e) + ". Give "
                            + System.getProperty("user.name") + " permission to write in it, or name another directory",
                    e);
        }
    }

    private static void warnIfOthersMayWrite(Path directory) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            LOG.warn(
                    "Every user of this machine may write in the data directory {}, and so read and change what is there: take the"
                            + " permission away, as by chmod o-w",
                    directory);
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied for " + e.getMessage() : FileProblem.reason(e);
    }

    private static String describeHolder(Instant since) {
        ProcessHandle process = ProcessHandle.current();
        String started = process.info().startInstant().map(Instant::toString).orElse("an unknown time");
        return "process " + process.pid() + " started " + started + " on host " + host() + ", since " + since;
    }

    /** The host's name, without a network lookup: a lookup that fails may take seconds. */
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

    /** Overwrites the text in place, which works on a full disk. If the write fails the lock is held all the same, without a name. */
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

    private static @Nullable Object fileKey(Path directory) throws IOException {
        return Files.readAttributes(directory.resolve(NAME), BasicFileAttributes.class)
                .fileKey();
    }

    /** Whether the locked file is still in the directory. It is not if the directory was deleted, also if it was made again. */
    public boolean isInPlace() {
        try {
            return Objects.equals(fileKey, fileKey(directory));
        } catch (IOException e) {
            LOG.debug("The lock file of {} is gone", directory, e);
            return false;
        }
    }

    /** The locked directory, as an absolute path without symbolic links. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_BY_PROCESS.remove(directory);
    }
}
