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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.disk.Damage;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;
import org.restante.disk.FileDisk;
import org.restante.disk.FileProblem;
import org.restante.disk.OwnerOnly;
import org.restante.disk.Ownership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generations of snapshots in one directory, of which the two newest are kept. Owned by the snapshot thread.
 *
 * <p>A generation is one file, written under a temporary name, forced, then renamed; its {@link Footer} contains the log position that
 * it covers. A file that does not verify is moved to {@code quarantine/} and never read again. The trap: the snapshot thread must not be
 * interrupted, because an interrupt closes the file that is being read or written.
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

    /** Opens a directory, or creates it; files that a killed process left unfinished are deleted. */
    public static Snapshots open(Path directory) throws IOException {
        return open(directory, FileDisk::new);
    }

    /** As {@link #open(Path)}, over the disk that opens the tree below the directory. */
    public static Snapshots open(Path directory, Function<Path, Disk> disk) throws IOException {
        Ownership.likeFolder(Files.createDirectories(directory, OwnerOnly.folder(directory)));
        return open(disk.apply(directory));
    }

    /** Opens the root folder of a disk; files that a killed process left unfinished are deleted. */
    public static Snapshots open(Disk disk) throws IOException {
        Snapshots snapshots = new Snapshots(disk);
        snapshots.findGenerations();
        return snapshots;
    }

    /** The first line is needed because the log is trimmed up to these snapshots, and a killed process may not have forced its rename. */
    private void findGenerations() throws IOException {
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
        updateCovered();
    }

    private void readFooter(long generation) throws IOException {
        try (DiskFile file = disk.open(name(generation))) {
            generations.put(generation, Footer.read(file));
        } catch (IOException e) {
            skip(generation, e);
        }
    }

    /**
     * Opens the newest generation that verifies, byte for byte; damaged ones are quarantined. After a crash and with damage its
     * position may be lower than an earlier {@link #coveredPosition}, so compare it with the first position of the log.
     *
     * @return null if there is none: the whole log must be replayed
     * @throws IOException if no generation verifies and one cannot be read; that one stays where it is
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
                skip(generation, e);
            }
        }
        if (unreadable != null) {
            throw new IOException("no generation of the snapshots can be read: " + unreadable.getMessage(), unreadable);
        }
        return null;
    }

    /** Continues without a generation; but fails if the reason is only an interrupt of this thread. */
    private void skip(long generation, IOException reason) throws IOException {
        if (reason instanceof ClosedByInterruptException) {
            throw reason;
        }
        generations.remove(generation);
        updateCovered();
        String file = disk.describe(name(generation));
        String finding;
        if (reason instanceof DamagedSnapshotException) {
            finding = reason.getMessage() + "; " + quarantine(generation);
        } else {
            finding = "it cannot be read: " + FileProblem.reason(reason);
            unreadable = reason;
        }
        damage.add(new Damage(file, 0, 0, finding));
        LOG.warn("The snapshot {} is not used: {}", file, finding);
    }

    private String quarantine(long generation) {
        String to = QUARANTINE + "/" + name(generation);
        try {
            disk.makeFolder(QUARANTINE);
            disk.rename(name(generation), to);
            return "it is kept as " + disk.describe(to);
        } catch (IOException e) {
            return "it could not be moved to " + disk.describe(to) + ": " + FileProblem.reason(e);
        }
    }

    /**
     * Begins the next generation.
     *
     * @param position the log position from which entries must be replayed on top of the rows that will be put
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
        updateCovered();
        unreadable = null;
        if (generations.size() == KEPT) {
            deleteOld();
        }
    }

    /** Deletes older generations than those kept. A failed deletion is repeated after the next commit. */
    private void deleteOld() {
        try {
            for (String name : disk.list("")) {
                OptionalLong generation = generation(name, SUFFIX);
                if (generation.isPresent() && generation.getAsLong() < generations.firstKey()) {
                    disk.delete(name);
                }
            }
        } catch (IOException e) {
            LOG.warn("Old snapshots could not be deleted", e);
        }
    }

    void abandoned(long generation) throws IOException {
        writing = false;
        disk.delete(temporary(generation));
    }

    /**
     * The position of the older of the two newest generations; the log may be trimmed before it. -1 if there are fewer than two.
     * Any thread may call.
     */
    public long coveredPosition() {
        return covered;
    }

    /** The size of the generations on disk, in bytes. Any thread may call. */
    public long bytes() {
        return bytes;
    }

    private void updateCovered() {
        bytes = generations.values().stream().mapToLong(Footer::end).sum();
        covered = generations.size() < KEPT
                ? -1
                : generations.lowerEntry(generations.lastKey()).getValue().position;
    }

    /**
     * The highest position in the footer of a generation, or 0. The log must not use a position before it again. No generation is
     * verified for this; it may prove to be damaged later.
     */
    public long newestPosition() {
        return generations.values().stream()
                .mapToLong(footer -> footer.position)
                .max()
                .orElse(0);
    }

    /** Damaged or unreadable generations found since the directory was opened, oldest finding first. Any thread may call. */
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

    /** Does not close a {@link Snapshot} or {@link SnapshotWriter}; their users close them. */
    @Override
    public void close() {
        generations.clear();
    }
}
