package org.restante.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Makes generations whose rows follow from their position, writes them, and reads them back. */
final class Generations {

    private Generations() {}

    /** Rows that are the same for the same position, and others for each other. */
    static NavigableMap<String, String> rows(long position, int count) {
        Random random = new Random(position);
        NavigableMap<String, String> rows = new TreeMap<>();
        while (rows.size() < count) {
            rows.put(Long.toHexString(random.nextLong()), position + "-" + "x".repeat(random.nextInt(90)));
        }
        return rows;
    }

    static void write(Snapshots snapshots, long position, int count) throws IOException {
        try (SnapshotWriter writer = snapshots.begin(position)) {
            put(writer, rows(position, count));
            writer.commit();
        }
    }

    static void put(SnapshotWriter writer, NavigableMap<String, String> rows) throws IOException {
        for (var row : rows.entrySet()) {
            writer.put(row.getKey().getBytes(UTF_8), row.getValue().getBytes(UTF_8));
        }
    }

    static NavigableMap<String, String> read(Snapshot snapshot) throws IOException {
        return read(snapshot, new byte[0], Integer.MAX_VALUE);
    }

    static NavigableMap<String, String> read(Snapshot snapshot, byte[] from, int most) throws IOException {
        NavigableMap<String, String> rows = new TreeMap<>();
        snapshot.scan(from, (key, value) -> {
            rows.put(new String(key, UTF_8), new String(value, UTF_8));
            return rows.size() < most;
        });
        return rows;
    }

    /** The position of the newest generation, or -1 for none, after checking that its rows are those of its position. */
    static long newest(Snapshots snapshots, int count) throws IOException {
        try (Snapshot snapshot = snapshots.newest()) {
            return snapshot == null ? -1 : check(snapshot, count);
        }
    }

    private static long check(Snapshot snapshot, int count) throws IOException {
        if (!read(snapshot).equals(rows(snapshot.position(), count)) || snapshot.rows() != count) {
            throw new AssertionError("generation " + snapshot.generation() + " has the wrong rows");
        }
        return snapshot.position();
    }

    /** A key of which the first byte is the highest, so that an order of signed bytes would show. */
    static byte[] key(int first, int length) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) first);
        return key;
    }
}
