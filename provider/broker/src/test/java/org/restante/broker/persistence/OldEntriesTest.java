package org.restante.broker.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.State;
import org.restante.disk.FileDisk;
import org.restante.log.journal.FileJournal;
import org.restante.log.journal.JournalOptions;

/**
 * The entries of a log that an earlier build wrote are written with the same bytes by this one, or with fewer, if ranges of messages have
 * taken the place of single ones.
 */
final class OldEntriesTest {

    private static final int SEGMENT = 65_536;

    /** Kinds that the earlier build did not have. */
    private static final Set<Class<?>> LATER = Set.of(Change.SubscriptionOwned.class, Change.QueueMade.class);

    @TempDir
    private Path folder;

    @Test
    void writesEachEntryAsTheEarlierBuildDid() throws Exception {
        unpack();
        Set<Class<?>> kinds = new HashSet<>();
        JournalOptions options = JournalOptions.DEFAULT.withSegmentSize(SEGMENT);
        try (FileJournal journal = FileJournal.open(new FileDisk(folder), "journal", options, new Random(1))) {
            journal.replay(journal.first(), (position, entry) -> {
                byte[] again = again(entry, kinds);
                if (again.length < entry.length) {
                    assertEquals(comparable(entry), comparable(again), "the entry at " + position);
                } else {
                    assertArrayEquals(entry, again, "the entry at " + position);
                }
                return true;
            });
        }
        Set<Class<?>> known = new HashSet<>(Arrays.asList(Change.class.getPermittedSubclasses()));
        known.removeAll(LATER);
        assertEquals(known, kinds);
    }

    private static byte[] again(byte[] entry, Set<Class<?>> kinds) {
        List<Change> changes = new ArrayList<>();
        long[] when = new long[1];
        ChangeCodec.decode(entry, (time, change, offset) -> {
            when[0] = time;
            changes.add(change);
            kinds.add(change.getClass());
        });
        if (changes.isEmpty()) {
            return entry; // nobody was shown its time
        }
        Decision decision = new Decision(new State(10, SEGMENT), when[0]);
        changes.forEach(decision::record);
        return ChangeCodec.encode(decision).bytes();
    }

    /** A stored message is equal to no other, so its bytes stand for it. */
    private static List<Object> comparable(byte[] entry) {
        List<Object> changes = new ArrayList<>();
        ChangeCodec.decode(entry, (time, change, offset) -> {
            Decision alone = new Decision(new State(10, SEGMENT), time);
            alone.record(change);
            boolean isStored = change instanceof Change.Stored;
            changes.add(
                    isStored
                            ? HexFormat.of().formatHex(ChangeCodec.encode(alone).bytes())
                            : change);
        });
        return changes;
    }

    private void unpack() throws IOException {
        try (InputStream resource = OldEntriesTest.class.getResourceAsStream("/org/restante/upgrade/log.zip");
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(resource))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith("data/journal/")) {
                    Path file = folder.resolve(entry.getName().substring("data/".length()));
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.write(file, zip.readAllBytes());
                }
            }
        }
    }
}
