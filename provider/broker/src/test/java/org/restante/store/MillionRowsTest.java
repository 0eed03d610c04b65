package org.restante.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillionRowsTest {

    private static final int ROWS = 1_000_000;

    @TempDir
    Path directory;

    @Test
    void readsAMillionRowsInOrderAndFromTheMiddle() throws IOException {
        try (Snapshots snapshots = Snapshots.open(directory)) {
            try (SnapshotWriter writer = snapshots.begin(9)) {
                for (int row = 0; row < ROWS; row++) {
                    writer.put(
                            key(row),
                            ByteBuffer.allocate(40 + row % 20).putInt(row).array());
                }
                writer.commit();
            }
            try (Snapshot snapshot = requireNonNull(snapshots.newest())) {
                assertEquals(ROWS, snapshot.rows());
                assertEquals(ROWS, count(snapshot, 0));
                assertEquals(1_234, count(snapshot, ROWS - 1_234));
            }
        }
    }

    private static byte[] key(int row) {
        return ByteBuffer.allocate(16).putLong(7).putLong(row).array();
    }

    /** The number of rows from this one on; each is checked. */
    private static int count(Snapshot snapshot, int from) throws IOException {
        int[] next = {from};
        snapshot.scan(key(from), (key, value) -> {
            if (ByteBuffer.wrap(key).getLong(8) != next[0]
                    || ByteBuffer.wrap(value).getInt() != next[0]
                    || value.length != 40 + next[0] % 20) {
                throw new AssertionError("row " + next[0] + " differs from the row written");
            }
            next[0]++;
            return true;
        });
        return next[0] - from;
    }
}
