package org.restante.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The faults of the disks that it opens, all of one device: forces that stall, no room, and a failed sync. Any thread may call. */
public final class DiskFaults {
    private final AtomicBoolean failsSync = new AtomicBoolean();
    private volatile long stalledUntil = System.nanoTime();
    private volatile boolean full;

    /** The tree below a directory, with these faults. */
    public Disk over(Path root) {
        return new FailingDisk(new FileDisk(root), this);
    }

    /** For so long no force returns. */
    public void stall(long millis) {
        stalledUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Whether no file may become longer. */
    public void setFull(boolean isFull) {
        full = isFull;
    }

    /** The next force of a segment of the journal fails. */
    public void failSync() {
        failsSync.set(true);
    }

    boolean isFull() {
        return full;
    }

    boolean takesFailedSync() {
        return failsSync.compareAndSet(true, false);
    }

    void awaitDisk() throws IOException {
        try {
            new CountDownLatch(1).await(stalledUntil - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
