package org.restante.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Writes and reads generations whose rows are derived from their log position. */
final class Generations {

    private Generations() {}

    /** The rows of a position: equal for equal positions, different for different ones. */
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

    static NavigableMap<String, String> read(Snapshot snapshot, byte[] from, int max) throws IOException {
        NavigableMap<String, String> rows = new TreeMap<>();
        snapshot.scan(from, (key, value) -> {
            rows.put(new String(key, UTF_8), new String(value, UTF_8));
            return rows.size() < max;
        });
        return rows;
    }

    /** The position of the newest generation, after checking its rows; -1 if there is none. */
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

    /** A key of equal bytes; values above 127 reveal an order by signed bytes. */
    static byte[] key(int first, int length) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) first);
        return key;
    }
}
