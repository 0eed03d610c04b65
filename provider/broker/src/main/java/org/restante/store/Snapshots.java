package org.restante.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;
import org.restante.disk.FileDisk;
import org.restante.disk.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations of snapshots in one directory: the two newest are kept. Owned by the snapshot thread, which nobody
 * interrupts: an interrupt closes the file that is being read or written.
 *
 * <p>A generation is one file, written under a temporary name and renamed when all of it is safe; its {@link Footer} says what
 * it covers. What does not verify is moved to {@code quarantine/} and never read again.
 */
public final class Snapshots implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private static final int KEPT = 2;
    private static final String QUARANTINE = "quarantine";
    private static final String PREFIX = "snapshot-";
    private static final String SUFFIX = ".mapdb";
    private static final String TEMPORARY = ".tmp";

    private final Disk disk;
    private final NavigableMap<Long, Footer> generations = new TreeMap<>();
    private final List<Damage> damage = new CopyOnWriteArrayList<>();
    private volatile long covered = -1;
    private volatile long bytes;
    private long last;
    private boolean writing;
    private @Nullable IOException unreadable;

    private Snapshots(Disk disk) {
        this.disk = disk;
    }

    /** Opens a directory, and makes it if it is not there; what an earlier process left half written is removed. */
    public static Snapshots open(Path directory) throws IOException {
        Files.createDirectories(directory, OwnerOnly.folder(directory));
        return open(new FileDisk(directory));
    }

    /** The same, for the root of a disk. */
    public static Snapshots open(Disk disk) throws IOException {
        Snapshots snapshots = new Snapshots(disk);
        snapshots.find();
        return snapshots;
    }

    /** What a killed process renamed may not be safe yet, and the log is trimmed on the strength of it: hence the first line. */
    private void find() throws IOException {
        disk.syncFolder("");
        List<String> names = disk.list("");
        for (String name : names) {
            OptionalLong generation = generation(name, TEMPORARY);
            if (generation.isPresent()) {
                last = Math.max(last, generation.getAsLong());
                disk.delete(name);
            }
        }
        for (String name : disk.list(QUARANTINE)) {
            last = Math.max(last, generation(name, SUFFIX).orElse(0));
        }
        for (String name : names) {
            OptionalLong generation = generation(name, SUFFIX);
            if (generation.isPresent()) {
                last = Math.max(last, generation.getAsLong());
                readFooter(generation.getAsLong());
            }
        }
        cover();
    }

    private void readFooter(long generation) throws IOException {
        try (DiskFile file = disk.open(name(generation))) {
            generations.put(generation, Footer.read(file));
        } catch (IOException e) {
            giveUp(generation, e);
        }
    }

    /**
     * Opens the newest generation that verifies, byte for byte; those that do not are quarantined. After a crash, and with
     * damage, it can be an older one than {@link #coveredPosition} counts: so compare its position with the log's first.
     *
     * @return null if there is none: the whole log must be replayed
     * @throws IOException if there is none that verifies but one that cannot be read, which is left where it is
     */
    public @Nullable Snapshot newest() throws IOException {
        while (!generations.isEmpty()) {
            long generation = generations.lastKey();
            DiskFile file = null;
            try {
                file = disk.open(name(generation));
                return SnapshotReader.open(file, generation);
            } catch (IOException e) {
                if (file != null) {
                    file.close();
                }
                giveUp(generation, e);
            }
        }
        if (unreadable != null) {
            throw new IOException("no generation of the snapshots can be read: " + unreadable.getMessage(), unreadable);
        }
        return null;
    }

    /** Goes on without a generation, unless only this thread was interrupted. */
    private void giveUp(long generation, IOException reason) throws IOException {
        if (reason instanceof ClosedByInterruptException) {
            throw reason;
        }
        generations.remove(generation);
        cover();
        String file = disk.describe(name(generation));
        String what;
        if (reason instanceof DamagedSnapshotException) {
            what = reason.getMessage() + "; " + quarantine(generation);
        } else {
            what = "it cannot be read: " + reason;
            unreadable = reason;
        }
        damage.add(new Damage(file, 0, 0, what));
        LOG.warn("The snapshot {} is not used: {}", file, what);
    }

    private String quarantine(long generation) {
        String to = QUARANTINE + "/" + name(generation);
        try {
            disk.makeFolder(QUARANTINE);
            disk.rename(name(generation), to);
            return "it is kept as " + disk.describe(to);
        } catch (IOException e) {
            return "it could not be moved to " + disk.describe(to) + ": " + e;
        }
    }

    /**
     * Begins the next generation.
     *
     * @param position the position of the log from which replay must start on top of the rows that will be put
     * @throws IllegalStateException if the writer before it is neither committed nor closed
     */
    public SnapshotWriter begin(long position) throws IOException {
        if (writing) {
            throw new IllegalStateException("generation " + last + " is still being written; commit or close it first");
        }
        long generation = ++last;
        DiskFile file = disk.create(temporary(generation));
        writing = true;
        return SnapshotWriter.begin(this, generation, position, file);
    }

    void committed(Footer footer) throws IOException {
        disk.rename(temporary(footer.generation), name(footer.generation));
        disk.syncFolder("");
        writing = false;
        generations.put(footer.generation, footer);
        while (generations.size() > KEPT) {
            generations.pollFirstEntry();
        }
        cover();
        unreadable = null;
        if (generations.size() == KEPT) {
            removeOld();
        }
    }

    /** Removes what is older than the generations kept; what cannot be removed now is tried again after the next. */
    private void removeOld() {
        try {
            for (String name : disk.list("")) {
                OptionalLong generation = generation(name, SUFFIX);
                if (generation.isPresent() && generation.getAsLong() < generations.firstKey()) {
                    disk.delete(name);
                }
            }
        } catch (IOException e) {
            LOG.warn("Old snapshots could not be removed", e);
        }
    }

    void abandoned(long generation) throws IOException {
        writing = false;
        disk.delete(temporary(generation));
    }

    /**
     * The position of the older of the two newest generations: the log may be trimmed before it. -1 while there are fewer.
     * Any thread may ask.
     */
    public long coveredPosition() {
        return covered;
    }

    /** What the generations take of the disk. Any thread may ask. */
    public long bytes() {
        return bytes;
    }

    private void cover() {
        bytes = generations.values().stream().mapToLong(Footer::end).sum();
        covered = generations.size() < KEPT
                ? -1
                : generations.lowerEntry(generations.lastKey()).getValue().position;
    }

    /**
     * The highest position that a generation says it covers, or 0: no position before it is free to be used again. Opens
     * nothing: what it is read from may still prove damaged.
     */
    public long newestPosition() {
        return generations.values().stream()
                .mapToLong(footer -> footer.position)
                .max()
                .orElse(0);
    }

    /** What was found damaged or unreadable since the directory was opened, oldest finding first. Any thread may ask. */
    public List<Damage> damage() {
        return List.copyOf(damage);
    }

    String describe(long generation) {
        return disk.describe(temporary(generation));
    }

    private static String name(long generation) {
        return PREFIX + generation + SUFFIX;
    }

    private static String temporary(long generation) {
        return PREFIX + generation + TEMPORARY;
    }

    private static OptionalLong generation(String name, String suffix) {
        if (!name.startsWith(PREFIX) || !name.endsWith(suffix)) {
            return OptionalLong.empty();
        }
        String number = name.substring(PREFIX.length(), name.length() - suffix.length());
        return number.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
    }

    /** Closes nothing that is not closed by whoever has it: each {@link Snapshot} and {@link SnapshotWriter} is its user's. */
    @Override
    public void close() {
        generations.clear();
    }
}
