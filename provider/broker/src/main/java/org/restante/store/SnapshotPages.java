package org.restante.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.restante.disk.DiskFile;

/**
 * A page cache over a snapshot file. The checksum of a page is computed when it is written, and compared whenever it is read. Owned by
 * the snapshot thread.
 *
 * <p>The trap: the array of a page is reused for another page after {@link #MAX_CACHED} others were requested.
 */
final class SnapshotPages {

    static final int SIZE = 64 * 1024;

    /** The number of pages in memory: 2 MiB. */
    private static final int MAX_CACHED = 32;

    private static final int ZERO_SUM = sumOf(new byte[SIZE]);

    private final DiskFile file;
    private final Map<Integer, Page> cache = new LinkedHashMap<>(2 * MAX_CACHED, 0.75f, true);
    private int[] sums;
    private int count;
    private @Nullable Page current;

    /** One page in memory. */
    static final class Page {
        final byte[] bytes;
        private final int index;
        private boolean changed;

        private Page(int index, byte[] bytes) {
            this.index = index;
            this.bytes = bytes;
        }
    }

    private SnapshotPages(DiskFile file, int[] sums, int count) {
        this.file = file;
        this.sums = sums;
        this.count = count;
    }

    /** The pages of an empty file. */
    static SnapshotPages create(DiskFile file) {
        return new SnapshotPages(file, new int[64], 0);
    }

    /** The pages of a written file, with their expected checksums. */
    static SnapshotPages open(DiskFile file, int[] sums) {
        return new SnapshotPages(file, sums, sums.length);
    }

    long length() {
        return (long) count * SIZE;
    }

    /** Adds pages of zeros until the length is at least this many bytes. */
    void grow(long length) {
        int newCount = Math.toIntExact((length + SIZE - 1) / SIZE);
        if (newCount > sums.length) {
            sums = Arrays.copyOf(sums, Math.max(newCount, 2 * sums.length));
        }
        if (newCount > count) {
            Arrays.fill(sums, count, newCount, ZERO_SUM);
            count = newCount;
        }
    }

    /** The page with the byte at this offset, for reading. */
    byte[] at(long offset) {
        return page(offset).bytes;
    }

    /** The page with the byte at this offset, for writing. */
    byte[] change(long offset) {
        Page page = page(offset);
        page.changed = true;
        return page.bytes;
    }

    private Page page(long offset) {
        int index = (int) (offset / SIZE);
        Page page = current;
        if (page == null || page.index != index) {
            page = cache.get(index);
            if (page == null) {
                page = load(index);
                cache.put(index, page);
            }
            current = page;
        }
        return page;
    }

    private Page load(int index) {
        if (index < 0 || index >= count) {
            throw new UncheckedIOException(
                    new DamagedSnapshotException("page " + index + " is referred to, but there are " + count));
        }
        try {
            Page page = new Page(index, cache.size() < MAX_CACHED ? new byte[SIZE] : evict());
            if (sums[index] == ZERO_SUM) {
                Arrays.fill(page.bytes, (byte) 0);
            } else {
                int length = file.read(ByteBuffer.wrap(page.bytes), (long) index * SIZE);
                verify(index, length, sumOf(page.bytes));
            }
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] evict() throws IOException {
        Page eldest = cache.values().iterator().next();
        save(eldest);
        cache.remove(eldest.index);
        return eldest.bytes;
    }

    private void save(Page page) throws IOException {
        if (page.changed) {
            file.write(ByteBuffer.wrap(page.bytes), (long) page.index * SIZE);
            sums[page.index] = sumOf(page.bytes);
            page.changed = false;
        }
    }

    /** Writes the changed pages; returns the checksums of all pages. */
    int[] save() throws IOException {
        for (Page page : cache.values()) {
            save(page);
        }
        return Arrays.copyOf(sums, count);
    }

    /**
     * Reads the whole file and compares every page with its checksum.
     *
     * @throws DamagedSnapshotException if a checksum differs
     */
    void verify() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
        CRC32C sum = new CRC32C();
        for (int index = 0; index < count; index++) {
            int length = file.read(buffer.clear(), (long) index * SIZE);
            sum.reset();
            sum.update(buffer.flip());
            verify(index, length, (int) sum.getValue());
        }
    }

    private void verify(int index, int length, int sum) throws DamagedSnapshotException {
        if (length != SIZE || sum != sums[index]) {
            throw new DamagedSnapshotException("the " + SIZE + " bytes at " + (long) index * SIZE
                    + " do not have the checksum they were written with");
        }
    }

    private static int sumOf(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length);
        return (int) sum.getValue();
    }
}
