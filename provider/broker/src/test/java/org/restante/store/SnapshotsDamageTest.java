package org.restante.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;
import org.restante.disk.DiskFile;
import org.restante.disk.FaultyDisk;

/** Flipped bits, zeroed and missing ranges, full and failing disks: never wrong rows, and the previous generation is used. */
@ExtendWith(QuietLog.class)
class SnapshotsDamageTest {

    private static final int ROWS = 3_000;
    private static final String OLDER = "snapshot-1.mapdb";
    private static final String NEWER = "snapshot-2.mapdb";

    private final FaultyDisk disk = new FaultyDisk();

    @BeforeEach
    void writeTwoGenerations() throws IOException {
        try (Snapshots snapshots = Snapshots.open(disk)) {
            Generations.write(snapshots, 100, ROWS);
            Generations.write(snapshots, 200, ROWS);
        }
    }

    private void restore(String name, byte[] bytes) throws IOException {
        disk.delete("quarantine/" + name);
        disk.delete(name);
        try (DiskFile file = disk.create(name)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    @Test
    void servesTheGenerationBeforeWhateverIsDamaged() throws IOException {
        byte[] newer = disk.bytes(NEWER);
        Random random = new Random(42);
        for (int round = 0; round < 400; round++) {
            damage(NEWER, newer.length, random);
            try (Snapshots snapshots = Snapshots.open(disk)) {
                assertEquals(100, Generations.newest(snapshots, ROWS), "round " + round);
                assertEquals(1, snapshots.damage().size());
                assertTrue(snapshots.damage().get(0).where().endsWith(NEWER));
                assertTrue(disk.files().contains("quarantine/" + NEWER));
                assertEquals(-1, snapshots.coveredPosition());
            }
            restore(NEWER, newer);
        }
    }

    /** Changes at least one bit, mostly near the rows and the footer, because most of such a small file is empty. */
    private void damage(String name, int length, Random random) throws IOException {
        byte[] before = disk.bytes(name);
        int near = random.nextInt(3);
        int at = near == 0
                ? length - 1 - random.nextInt(200)
                : near == 1 ? random.nextInt(300_000) : random.nextInt(length);
        if (random.nextBoolean()) {
            int max = 1 << random.nextInt(17);
            disk.zero(name, at, Math.min(max, length - at));
        }
        if (Arrays.equals(before, disk.bytes(name))) {
            disk.flipBit(name, 8L * at + random.nextInt(8));
        }
    }

    @Test
    void noticesEveryFlippedByteOfTheFooter() throws IOException {
        byte[] newer = disk.bytes(NEWER);
        for (int back = 1; back <= 200; back++) {
            disk.flipBit(NEWER, 8L * (newer.length - back) + back % 8);
            try (Snapshots snapshots = Snapshots.open(disk)) {
                assertEquals(100, Generations.newest(snapshots, ROWS), "byte " + back + " from the end");
            }
            restore(NEWER, newer);
        }
    }

    @Test
    void servesTheGenerationBeforeAFileOfTheWrongLength() throws IOException {
        byte[] newer = disk.bytes(NEWER);
        for (int length : new int[] {0, 1, 55, 56, 57, SnapshotPages.SIZE, newer.length / 2, newer.length - 1}) {
            disk.truncate(NEWER, length);
            try (Snapshots snapshots = Snapshots.open(disk)) {
                assertEquals(100, Generations.newest(snapshots, ROWS), length + " bytes");
            }
            restore(NEWER, newer);
        }
        try (DiskFile file = disk.open(NEWER)) {
            file.write(ByteBuffer.wrap(new byte[1]), newer.length);
        }
        try (Snapshots snapshots = Snapshots.open(disk)) {
            assertEquals(100, Generations.newest(snapshots, ROWS));
        }
    }

    @Test
    void servesTheOtherWhenOneIsMissing() throws IOException {
        disk.delete(NEWER);
        try (Snapshots snapshots = Snapshots.open(disk)) {
            assertEquals(100, Generations.newest(snapshots, ROWS));
        }
    }

    @Test
    void refusesAGenerationUnderTheNameOfAnother() throws IOException {
        restore("snapshot-9.mapdb", disk.bytes(OLDER));
        try (Snapshots snapshots = Snapshots.open(disk)) {
            assertEquals(200, Generations.newest(snapshots, ROWS));
            assertEquals(1, snapshots.damage().size());
            Generations.write(snapshots, 300, ROWS);
            assertTrue(disk.files().contains("snapshot-10.mapdb"), disk.files().toString());
        }
    }

    @Test
    void hasNothingWhenAllIsDamagedAndGoesOnFromThere() throws IOException {
        disk.zero(OLDER, 100, 50_000);
        disk.flipBit(NEWER, 12_345);
        try (Snapshots snapshots = Snapshots.open(disk)) {
            assertEquals(-1, Generations.newest(snapshots, ROWS));
            assertEquals(2, snapshots.damage().size());
            Generations.write(snapshots, 300, ROWS);
            assertEquals(300, Generations.newest(snapshots, ROWS));
        }
    }

    @Test
    void noticesDamageThatComesWhileItReads() throws IOException {
        try (Snapshots snapshots = Snapshots.open(disk)) {
            Snapshot snapshot = snapshots.newest();
            disk.zero(NEWER, 1 << 20, 60_000);
            assertThrows(DamagedSnapshotException.class, () -> Generations.read(snapshot));
        }
    }

    @Test
    void leavesTheGenerationsBeforeAloneWhenTheDiskIsFull() throws IOException {
        List<String> before = disk.files();
        for (int room = 0; room < 3_000_000; room += 100_003) {
            disk.fillUpAt(disk.used() + room);
            try (Snapshots snapshots = Snapshots.open(disk);
                    SnapshotWriter writer = snapshots.begin(300)) {
                IOException full = assertThrows(IOException.class, () -> {
                    Generations.put(writer, Generations.rows(300, 60_000));
                    writer.commit();
                });
                assertTrue(String.valueOf(full.getMessage()).contains("No space left on device"), full.getMessage());
                assertTrue(full.getMessage().contains("snapshot-3.tmp"), full.getMessage());
            }
            assertEquals(before, disk.files());
        }
        disk.fillUpAt(Long.MAX_VALUE);
        try (Snapshots snapshots = Snapshots.open(disk)) {
            assertEquals(200, Generations.newest(snapshots, ROWS));
            Generations.write(snapshots, 300, ROWS);
            assertEquals(200, snapshots.coveredPosition());
        }
    }

    @Test
    void doesNotCommitWhatCannotBeForced() throws IOException {
        disk.failForces(1);
        try (Snapshots snapshots = Snapshots.open(disk)) {
            try (SnapshotWriter writer = snapshots.begin(300)) {
                IOException failed = assertThrows(IOException.class, writer::commit);
                assertTrue(String.valueOf(failed.getMessage()).contains("Input/output error"), failed.getMessage());
            }
            assertEquals(200, Generations.newest(snapshots, ROWS));
            assertEquals(100, snapshots.coveredPosition());
        }
    }
}
