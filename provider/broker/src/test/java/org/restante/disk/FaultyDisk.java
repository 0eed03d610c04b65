package org.restante.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory with the failures of real disks. Unforced writes are recorded: {@link #simulatePowerLoss} drops, tears (in sectors of
 * 512 bytes) and reorders them; {@link #kill} keeps them, as the operating system does when only the process dies. After either, files
 * opened before fail. Any thread may call.
 *
 * <p>Changes of names are journalled separately: of the creations, renames and deletions since the last {@link #syncFolder} of a folder,
 * power loss keeps a random number of the first ones, in order.
 */
public final class FaultyDisk implements Disk {
    private final Map<String, FaultyFile> names = new TreeMap<>();
    private final List<NameChange> unsynced = new ArrayList<>();
    private long capacity = Long.MAX_VALUE;
    private long operationsLeft = Long.MAX_VALUE;
    private @Nullable String noCreation;
    private @Nullable String noFolder;
    private int forcesToFail;
    private int processNumber;
    private boolean off;

    private record NameChange(String folder, Map<String, FaultyFile> before) {}

    /** From now on a write fails if it would make all files together larger than this. */
    public synchronized void fillUpAt(long bytes) {
        capacity = bytes;
    }

    /** From now on no file can be created, for this reason; null: they can again. */
    public synchronized void failCreations(@Nullable String reason) {
        noCreation = reason;
    }

    /** From now on no folder can be opened to be synced, for this reason; null: they can again. */
    public synchronized void failFolders(@Nullable String reason) {
        noFolder = reason;
    }

    private static void failFor(@Nullable String reason) throws IOException {
        if (reason != null) {
            throw new IOException(reason);
        }
    }

    /** The next so many forces fail; their writes stay unforced. */
    public synchronized void failForces(int count) {
        forcesToFail = count;
    }

    /** The power fails after this many more writes, forces and changes of names; all later operations fail. */
    public synchronized void losePowerAfter(long operations) {
        operationsLeft = operations;
    }

    /** Whether the power has failed, by {@link #losePowerAfter}. */
    public synchronized boolean isOff() {
        return off;
    }

    /** Simulates the death of the process: its writes are kept, its files are closed. */
    public synchronized void kill() {
        processNumber++;
        off = false;
        operationsLeft = Long.MAX_VALUE;
        forcesToFail = 0;
    }

    /** Simulates a power cut and a restart; the seed decides which unforced writes and names survive. */
    public synchronized void simulatePowerLoss(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (String folder :
                unsynced.stream().map(NameChange::folder).distinct().toList()) {
            List<NameChange> changes = unsynced.stream()
                    .filter(change -> change.folder().equals(folder))
                    .toList();
            int kept = random.nextInt(changes.size() + 1);
            if (kept < changes.size()) {
                names.keySet().removeIf(name -> folder(name).equals(folder));
                changes.get(kept).before().forEach((name, file) -> {
                    if (folder(name).equals(folder)) {
                        names.put(name, file);
                    }
                });
            }
        }
        unsynced.clear();
        int mode = random.nextInt(4);
        for (FaultyFile file : names.values()) {
            file.losePower(random, mode);
        }
        kill();
    }

    /** The names of all files. */
    public synchronized List<String> files() {
        return List.copyOf(names.keySet());
    }

    /** A copy of a file's content. */
    public synchronized byte[] bytes(String name) throws IOException {
        return find(name).copy();
    }

    /** Damages a stored file: flips one bit. */
    public synchronized void flipBit(String name, long bit) throws IOException {
        find(name).flip(bit);
    }

    /** Damages a stored file: zeroes a range. */
    public synchronized void zero(String name, int from, int length) throws IOException {
        find(name).zero(from, length);
    }

    /** Damages a stored file: truncates it. */
    public synchronized void truncate(String name, int size) throws IOException {
        find(name).truncate(size);
    }

    /** The size of all files together, in bytes. */
    public synchronized long used() {
        return names.values().stream().mapToLong(FaultyFile::size).sum();
    }

    @Override
    public synchronized DiskFile open(String name) throws IOException {
        checkPower();
        return new Handle(find(name), processNumber);
    }

    @Override
    public synchronized DiskFile create(String name) throws IOException {
        failFor(noCreation);
        operate();
        if (names.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        FaultyFile file = new FaultyFile();
        changed(name);
        names.put(name, file);
        return new Handle(file, processNumber);
    }

    @Override
    public synchronized List<String> list(String folder) throws IOException {
        checkPower();
        return names.keySet().stream()
                .filter(name -> folder(name).equals(folder))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();
    }

    @Override
    public synchronized void makeFolder(String folder) throws IOException {
        operate();
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        operate();
        FaultyFile file = find(from);
        changed(from);
        names.remove(from);
        names.put(to, file);
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        operate();
        changed(name);
        names.remove(name);
    }

    @Override
    public synchronized void syncFolder(String folder) throws IOException {
        failFor(noFolder);
        operate();
        unsynced.removeIf(change -> change.folder().equals(folder));
    }

    @Override
    public synchronized long freeBytes() throws IOException {
        checkPower();
        return Math.max(0, capacity - used());
    }

    @Override
    public String describe(String name) {
        return name;
    }

    private FaultyFile find(String name) throws IOException {
        FaultyFile file = names.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    private void changed(String name) {
        unsynced.add(new NameChange(folder(name), new TreeMap<>(names)));
    }

    private static String folder(String name) {
        return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }

    private void operate() throws IOException {
        checkPower();
        if (operationsLeft-- <= 0) {
            off = true;
            checkPower();
        }
    }

    private void checkPower() throws IOException {
        if (off) {
            throw new IOException("The power is off");
        }
    }

    private final class Handle implements DiskFile {
        private final FaultyFile file;
        private final int opened;
        private boolean closed;

        Handle(FaultyFile file, int opened) {
            this.file = file;
            this.opened = opened;
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            synchronized (FaultyDisk.this) {
                checkOpen();
                return file.read(into, offset);
            }
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            synchronized (FaultyDisk.this) {
                checkOpen();
                boolean on = operationsLeft > 0;
                long room = on ? capacity - used() : 512L * (from.remaining() / 1024); // the last write is cut short
                int fits = (int) Math.min(from.remaining(), Math.max(0, file.size() + room - offset));
                byte[] bytes = new byte[on ? fits : (int) Math.min(room, from.remaining())];
                from.get(bytes);
                file.write(bytes, offset);
                operate();
                if (from.hasRemaining()) {
                    throw new IOException("No space left on device");
                }
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (FaultyDisk.this) {
                checkOpen();
                operate();
                if (forcesToFail > 0) {
                    forcesToFail--;
                    throw new IOException("Input/output error");
                }
                file.force();
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (FaultyDisk.this) {
                checkOpen();
                return file.size();
            }
        }

        @Override
        public void close() {
            synchronized (FaultyDisk.this) {
                closed = true;
            }
        }

        private void checkOpen() throws IOException {
            if (closed || opened != processNumber) {
                throw new IOException("The file is closed");
            }
            checkPower();
        }
    }
}
