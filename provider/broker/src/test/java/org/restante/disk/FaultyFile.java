package org.restante.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One file of a {@link FaultyDisk}: its forced content, and the unforced writes. Guarded by its disk. */
final class FaultyFile {
    private static final int SECTOR = 512;

    private byte[] current = new byte[0];
    private byte[] forced = new byte[0];
    private int size;
    private int forcedSize;
    private final List<Write> unforced = new ArrayList<>();

    private record Write(byte[] bytes, int offset) {}

    int read(ByteBuffer into, long offset) {
        int count = (int) Math.max(0, Math.min(into.remaining(), size - offset));
        if (count > 0) {
            into.put(current, (int) offset, count);
        }
        return count;
    }

    void write(byte[] bytes, long offset) {
        if (bytes.length > 0) {
            unforced.add(new Write(bytes, (int) offset));
            current = put(current, bytes, 0, (int) offset, bytes.length);
            size = Math.max(size, (int) offset + bytes.length);
        }
    }

    void force() {
        for (Write write : unforced) {
            forced = put(forced, write.bytes(), 0, write.offset(), write.bytes().length);
        }
        forcedSize = size;
        unforced.clear();
    }

    /** Keeps or drops each sector of each unforced write: at random (modes 0 and 1), all of them (2), or none (3). */
    void losePower(SplittableRandom random, int mode) {
        double chance = mode == 0 ? 0.5 : mode == 1 ? 0.9 : mode == 2 ? 1 : 0;
        for (Write write : unforced) {
            int end = write.offset() + write.bytes().length;
            for (int from = write.offset(); from < end; from = Math.min(end, (from / SECTOR + 1) * SECTOR)) {
                int to = Math.min(end, (from / SECTOR + 1) * SECTOR);
                if (random.nextDouble() < chance) {
                    forced = put(forced, write.bytes(), from - write.offset(), from, to - from);
                    forcedSize = Math.max(forcedSize, to);
                }
            }
        }
        unforced.clear();
        current = Arrays.copyOf(forced, forced.length);
        size = forcedSize;
    }

    int size() {
        return size;
    }

    byte[] copy() {
        return Arrays.copyOf(current, size);
    }

    void flip(long bit) {
        damage(at -> at[(int) (bit / 8)] ^= (byte) (1 << bit % 8));
    }

    void zero(int from, int length) {
        damage(at -> Arrays.fill(at, from, Math.min(size, from + length), (byte) 0));
    }

    void truncate(int newSize) {
        force();
        size = newSize;
        forcedSize = newSize;
        damage(at -> Arrays.fill(at, newSize, at.length, (byte) 0));
    }

    private interface Change {
        void applyTo(byte[] bytes);
    }

    private void damage(Change change) {
        force();
        change.applyTo(current);
        change.applyTo(forced);
    }

    private static byte[] put(byte[] to, byte[] from, int at, int offset, int length) {
        byte[] grown = to.length >= offset + length ? to : Arrays.copyOf(to, Math.max(offset + length, to.length * 2));
        System.arraycopy(from, at, grown, offset, length);
        return grown;
    }
}
