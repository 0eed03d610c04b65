package org.restante.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {

    @TempDir
    Path directory;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void hasNothingInAnEmptyDirectory() throws IOException {
        try (Snapshots snapshots = Snapshots.open(directory.resolve("not/there/yet"))) {
            assertNull(snapshots.newest());
            assertEquals(-1, snapshots.coveredPosition());
            assertEquals(List.of(), snapshots.damage());
        }
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        for (int count : new int[] {0, 1, 47, 48, 49, 96, 2_304, 2_305, 20_000}) {
            try (Snapshots snapshots = Snapshots.open(directory.resolve("" + count))) {
                Generations.write(snapshots, 77, count);
                assertEquals(77, Generations.newest(snapshots, count));
            }
            try (Snapshots reopened = Snapshots.open(directory.resolve("" + count))) {
                assertEquals(77, Generations.newest(reopened, count));
                assertEquals(List.of(), reopened.damage());
            }
        }
    }

    @Test
    void takesRowsThatFillAPageAndMore() throws IOException {
        Random random = new Random(1);
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] value = new byte[i == 250 ? 200_000 : random.nextInt(12_000)];
            random.nextBytes(value);
            values.add(value);
        }
        try (Snapshots snapshots = Snapshots.open(directory)) {
            try (SnapshotWriter writer = snapshots.begin(5)) {
                for (int i = 0; i < values.size(); i++) {
                    writer.put(new byte[] {(byte) (i >> 8), (byte) i}, values.get(i));
                }
                writer.commit();
            }
            try (Snapshot snapshot = requireNonNull(snapshots.newest())) {
                int[] next = {0};
                snapshot.scan((key, value) -> {
                    assertArrayEquals(values.get(next[0]++), value);
                    return true;
                });
                assertEquals(values.size(), next[0]);
            }
        }
    }

    @Test
    void scansFromAKeyAndStopsWhenTold() throws IOException {
        try (Snapshots snapshots = Snapshots.open(directory)) {
            Generations.write(snapshots, 5, 5_000);
            NavigableMap<String, String> rows = Generations.rows(5, 5_000);
            try (Snapshot snapshot = requireNonNull(snapshots.newest())) {
                for (String from : List.of("", "0", "8", rows.lastKey(), rows.ceilingKey("7"), "7zz", "zzz")) {
                    assertEquals(
                            rows.tailMap(from, true),
                            Generations.read(snapshot, from.getBytes(UTF_8), Integer.MAX_VALUE));
                }
                assertEquals(
                        rows.firstKey(),
                        Generations.read(snapshot, new byte[0], 1).firstKey());
                assertEquals(
                        3, Generations.read(snapshot, "8".getBytes(UTF_8), 3).size());
            }
        }
    }

    @Test
    void ordersKeysAsUnsignedBytesAndTakesAnyLength() throws IOException {
        List<byte[]> keys = new ArrayList<>(List.of(new byte[0]));
        for (int first : new int[] {0, 1, 127, 128, 255}) {
            for (int length : new int[] {1, 2, 20, 3_000}) {
                keys.add(Generations.key(first, length));
            }
        }
        keys.sort(Arrays::compareUnsigned);
        try (Snapshots snapshots = Snapshots.open(directory)) {
            try (SnapshotWriter writer = snapshots.begin(1)) {
                for (byte[] key : keys) {
                    writer.put(key, new byte[(key.length * 217) % 400_000]);
                }
                writer.commit();
            }
            try (Snapshot snapshot = requireNonNull(snapshots.newest())) {
                List<byte[]> found = new ArrayList<>();
                snapshot.scan((key, value) -> {
                    assertEquals((key.length * 217) % 400_000, value.length);
                    return found.add(key);
                });
                assertArrayEquals(keys.toArray(), found.toArray());
            }
        }
    }

    @Test
    void refusesKeysThatDoNotAscend() throws IOException {
        try (Snapshots snapshots = Snapshots.open(directory);
                SnapshotWriter writer = snapshots.begin(1)) {
            writer.put(Generations.key(127, 1), new byte[0]);
            writer.put(Generations.key(128, 1), new byte[0]);
            for (byte[] key : new byte[][] {{(byte) 128}, {127, 1}, {}}) {
                var refusal = assertThrows(IllegalArgumentException.class, () -> writer.put(key, new byte[0]));
                assertTrue(String.valueOf(refusal.getMessage()).contains("row 3"), refusal.getMessage());
            }
        }
    }

    @Test
    void keepsTheTwoNewestAndCoversTheOlder() throws IOException {
        try (Snapshots snapshots = Snapshots.open(directory)) {
            Generations.write(snapshots, 10, 5);
            assertEquals(-1, snapshots.coveredPosition());
            Generations.write(snapshots, 20, 5);
            assertEquals(10, snapshots.coveredPosition());
            Generations.write(snapshots, 30, 5);
            assertEquals(20, snapshots.coveredPosition());
            assertEquals(List.of("snapshot-2.mapdb", "snapshot-3.mapdb"), files());
        }
        try (Snapshots reopened = Snapshots.open(directory)) {
            assertEquals(20, reopened.coveredPosition());
            assertEquals(30, reopened.newestPosition());
            assertEquals(30, Generations.newest(reopened, 5));
            Generations.write(reopened, 40, 5);
            assertEquals(30, reopened.coveredPosition());
            assertEquals(List.of("snapshot-3.mapdb", "snapshot-4.mapdb"), files());
        }
    }

    @Test
    void readsAnOldGenerationWhileNewOnesReplaceIt() throws IOException {
        try (Snapshots snapshots = Snapshots.open(directory)) {
            Generations.write(snapshots, 1, 10_000);
            try (Snapshot old = requireNonNull(snapshots.newest())) {
                for (long position = 2; position < 5; position++) {
                    Generations.write(snapshots, position, 10);
                }
                assertEquals(Generations.rows(1, 10_000), Generations.read(old));
            }
        }
    }

    @Test
    void removesWhatWasNotCommitted() throws IOException {
        try (Snapshots snapshots = Snapshots.open(directory)) {
            Generations.write(snapshots, 1, 100);
            try (SnapshotWriter writer = snapshots.begin(2)) {
                Generations.put(writer, Generations.rows(2, 10_000));
                assertThrows(IllegalStateException.class, () -> snapshots.begin(3));
            }
            assertEquals(List.of("snapshot-1.mapdb"), files());
            assertEquals(1, Generations.newest(snapshots, 100));
            Generations.write(snapshots, 3, 100);
            assertEquals(List.of("snapshot-1.mapdb", "snapshot-3.mapdb"), files());
        }
    }

    @Test
    void takesNothingAfterCommit() throws IOException {
        try (Snapshots snapshots = Snapshots.open(directory);
                SnapshotWriter writer = snapshots.begin(1)) {
            writer.commit();
            assertThrows(IOException.class, () -> writer.put(new byte[1], new byte[1]));
            assertThrows(IOException.class, writer::commit);
            assertEquals(0, Generations.read(requireNonNull(snapshots.newest())).size());
        }
    }

    @Test
    void removesWhatAKilledProcessLeftHalfWritten() throws IOException {
        Snapshots killed = Snapshots.open(directory);
        Generations.write(killed, 1, 100);
        SnapshotWriter unfinished = killed.begin(2);
        Generations.put(unfinished, Generations.rows(2, 50_000));
        assertEquals(List.of("snapshot-1.mapdb", "snapshot-2.tmp"), files());
        try (Snapshots reopened = Snapshots.open(directory)) {
            assertEquals(List.of("snapshot-1.mapdb"), files());
            assertEquals(1, Generations.newest(reopened, 100));
            Generations.write(reopened, 3, 100);
            assertEquals(List.of("snapshot-1.mapdb", "snapshot-3.mapdb"), files(), "no name is used twice");
        }
        unfinished.close();
    }

    @Test
    void anInterruptCostsNoGeneration() throws IOException {
        try (Snapshots snapshots = Snapshots.open(directory)) {
            Generations.write(snapshots, 1, 50_000);
            Thread.currentThread().interrupt();
            assertThrows(IOException.class, () -> snapshots.newest());
            assertTrue(Thread.interrupted());
            try (SnapshotWriter writer = snapshots.begin(2)) {
                Thread.currentThread().interrupt();
                assertThrows(IOException.class, () -> {
                    Generations.put(writer, Generations.rows(2, 50_000));
                    writer.commit();
                });
                assertTrue(Thread.interrupted());
            }
            assertEquals(1, Generations.newest(snapshots, 50_000));
            assertEquals(List.of(), snapshots.damage());
            assertFalse(files().contains("quarantine"));
        }
    }
}
