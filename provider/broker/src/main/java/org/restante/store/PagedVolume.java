package org.restante.store;

import java.io.File;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/**
 * The volume through which MapDB reads and writes {@link SnapshotPages}, in place of MapDB's own volumes. Owned by the snapshot thread.
 *
 * <p>MapDB's volume of mapped files is corrupted by an interrupt and cannot report a full disk; its other volumes make a system call for
 * each number. This volume reports both failures as an {@link java.io.UncheckedIOException}, and MapDB reads only verified bytes. The
 * trap: it does not own the file; closing it writes nothing.
 */
final class PagedVolume extends Volume {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final SnapshotPages pages;
    private final boolean readOnly;

    PagedVolume(SnapshotPages pages, boolean readOnly) {
        this.pages = pages;
        this.readOnly = readOnly;
    }

    private static int offsetInPage(long offset) {
        return (int) (offset % SnapshotPages.SIZE);
    }

    @Override
    public void ensureAvailable(long offset) {
        if (!readOnly) {
            pages.grow(offset);
        }
    }

    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException("a snapshot is never truncated");
    }

    /** MapDB aligns longs and ints, so none of them spans two pages. */
    @Override
    public void putLong(long offset, long value) {
        LONG.set(pages.change(offset), offsetInPage(offset), value);
    }

    @Override
    public void putInt(long offset, int value) {
        INT.set(pages.change(offset), offsetInPage(offset), value);
    }

    @Override
    public void putByte(long offset, byte value) {
        pages.change(offset)[offsetInPage(offset)] = value;
    }

    @Override
    public void putData(long offset, byte[] source, int start, int size) {
        int done = 0;
        while (done < size) {
            int at = offsetInPage(offset + done);
            int part = Math.min(size - done, SnapshotPages.SIZE - at);
            System.arraycopy(source, start + done, pages.change(offset + done), at, part);
            done += part;
        }
    }

    @Override
    public void putData(long offset, ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        putData(offset, bytes, 0, bytes.length);
    }

    @Override
    public void clear(long start, long end) {
        putData(start, new byte[Math.toIntExact(end - start)], 0, (int) (end - start));
    }

    @Override
    public long getLong(long offset) {
        return (long) LONG.get(pages.at(offset), offsetInPage(offset));
    }

    @Override
    public int getInt(long offset) {
        return (int) INT.get(pages.at(offset), offsetInPage(offset));
    }

    @Override
    public byte getByte(long offset) {
        return pages.at(offset)[offsetInPage(offset)];
    }

    @Override
    public DataInput2 getDataInput(long offset, int size) {
        int at = offsetInPage(offset);
        if (at + size <= SnapshotPages.SIZE) {
            return new DataInput2.ByteArray(pages.at(offset), at);
        }
        byte[] copy = new byte[size];
        getData(offset, copy, 0, size);
        return new DataInput2.ByteArray(copy);
    }

    @Override
    public void getData(long offset, byte[] into, int start, int size) {
        int done = 0;
        while (done < size) {
            int at = offsetInPage(offset + done);
            int part = Math.min(size - done, SnapshotPages.SIZE - at);
            System.arraycopy(pages.at(offset + done), at, into, start + done, part);
            done += part;
        }
    }

    @Override
    public void close() {
        closed.set(true);
    }

    @Override
    public void sync() {
        // the writer forces the file once, after all pages are written
    }

    @Override
    public int sliceSize() {
        return -1;
    }

    @Override
    public boolean isSliced() {
        return false;
    }

    @Override
    public long length() {
        return pages.length();
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public @Nullable File getFile() {
        return null;
    }

    @Override
    public boolean getFileLocked() {
        return false;
    }
}
