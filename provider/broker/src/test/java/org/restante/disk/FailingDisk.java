package org.restante.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A disk whose files fail when {@link DiskFaults} demands it; what was written before stays as it is. Unlike {@link FaultyDisk} it is
 * over another disk, so that its content outlives the process. Any thread may call.
 */
final class FailingDisk implements Disk {
    private final Disk disk;
    private final DiskFaults faults;

    FailingDisk(Disk disk, DiskFaults faults) {
        this.disk = disk;
        this.faults = faults;
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new Failing(name, disk.open(name), faults);
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new Failing(name, disk.create(name), faults);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public void makeFolder(String folder) throws IOException {
        disk.makeFolder(folder);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        faults.awaitDisk();
        disk.syncFolder(folder);
    }

    @Override
    public long freeBytes() throws IOException {
        return faults.isFull() ? 0 : disk.freeBytes();
    }

    @Override
    public String describe(String name) {
        return disk.describe(name);
    }

    private record Failing(String name, DiskFile file, DiskFaults faults) implements DiskFile {

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return file.read(into, offset);
        }

        /** On a full disk a file can be overwritten, and not become longer. */
        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            if (faults.isFull() && offset + from.remaining() > file.size()) {
                throw new IOException("No space left on device");
            }
            file.write(from, offset);
        }

        @Override
        public void force() throws IOException {
            faults.awaitDisk();
            if (name.endsWith(".segment") && faults.takesFailedSync()) {
                throw new IOException("Input/output error");
            }
            file.force();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
