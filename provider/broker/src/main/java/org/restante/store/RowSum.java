package org.restante.store;

import java.util.zip.CRC32C;

/** A checksum of rows and their order. Owned by the snapshot thread. */
final class RowSum {

    private final CRC32C sum = new CRC32C();

    void add(byte[] key, byte[] value) {
        addLength(key.length);
        sum.update(key, 0, key.length);
        addLength(value.length);
        sum.update(value, 0, value.length);
    }

    /** The lengths distinguish a key and value from another pair whose bytes together are equal. */
    private void addLength(int length) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            sum.update(length >>> shift);
        }
    }

    long value() {
        return sum.getValue();
    }
}
