package org.restante.log.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.failure;
import static org.restante.log.Entries.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.QuietLog;
import org.restante.disk.FaultyDisk;
import org.restante.log.Keep;
import org.restante.log.LogException;

/** Flipped bits, zeroed ranges, files truncated, overwritten and deleted: never wrong data, and no loss of intact entries. */
@ExtendWith(QuietLog.class)
class CorruptionTest {
    /** The number of random runs: 400, or the value of {@code -Dhistories=}. */
    private static final int HISTORIES = Integer.getInteger("histories", 400);

    private static final int SEGMENT = 64 << 10;
    private static final JournalOptions OPTIONS = JournalOptions.DEFAULT.withSegmentSize(SEGMENT);
    private static final Layout LAYOUT = new Layout("journal", SEGMENT);

    @Test
    void readsAllThatIsWholeAndNothingElseWhateverIsDamaged() throws IOException {
        for (int seed = 0; seed < HISTORIES; seed++) {
            try {
                new History(seed).run();
            } catch (AssertionError | RuntimeException | IOException e) {
                throw new AssertionError("with seed " + seed, e);
            }
        }
    }

    /** An appended entry; {@code before} if it was appended before the damage. */
    private record AppendedEntry(long index, long end, boolean before) {}

    private static final class History {
        private final FaultyDisk disk = new FaultyDisk();
        private final SplittableRandom random;
        private final TreeMap<Long, AppendedEntry> entries = new TreeMap<>();
        /** The start positions of damaged ranges, with their end positions. */
        private final TreeMap<Long, Long> damaged = new TreeMap<>();

        private boolean claimDamaged;
        private boolean closed;

        History(long seed) {
            random = new SplittableRandom(seed);
        }

        void run() throws IOException {
            fill();
            int damages = random.nextInt(1, 4);
            for (int i = 0; i < damages; i++) {
                damage();
            }
            FileJournal journal = open();
            int lost = checkReplay(journal);
            boolean reported = lost == 0 || !journal.damage().isEmpty();
            assertTrue(reported || !closed || claimDamaged, "entries are lost without a report of damage");
            checkReads(journal);
            journal.claim();
            appendAfterDamage(journal);
            journal.close();
            FileJournal again = open();
            checkReplay(again);
            again.close();
        }

        private FileJournal open() throws IOException {
            return FileJournal.open(disk, "journal", OPTIONS, random.split());
        }

        private void fill() throws IOException {
            FileJournal journal = open();
            journal.claim();
            int count = random.nextInt(1, 150);
            for (int i = 0; i < count; i++) {
                append(journal);
            }
            closed = random.nextBoolean();
            if (!closed) {
                disk.kill();
            }
            journal.close();
        }

        private void append(FileJournal journal) {
            int size = random.nextInt(10) == 0 ? random.nextInt(8, 30_000) : random.nextInt(8, 3_000);
            append(journal, size, true);
        }

        private long append(FileJournal journal, int size, boolean before) {
            long index = entries.size();
            long position = await(journal.append(entry(index, size), Keep.SYNCED));
            entries.put(position, new AppendedEntry(index, position + Frames.HEADER + size, before));
            return position;
        }

        private void damage() throws IOException {
            List<String> files = disk.files();
            String name = files.get(random.nextInt(files.size()));
            int size = disk.bytes(name).length;
            if (size == 0) {
                return;
            }
            int from = random.nextInt(size);
            int to;
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    disk.flipBit(name, from * 8L + random.nextInt(8));
                    to = from + 1;
                }
                case 2, 3 -> {
                    from = from / 512 * 512;
                    to = from + 512 * random.nextInt(1, 40);
                    disk.zero(name, from, to - from);
                }
                case 4 -> {
                    disk.truncate(name, from);
                    to = size;
                }
                default -> {
                    from = 0;
                    to = size;
                    if (random.nextBoolean()) {
                        disk.delete(name);
                    } else {
                        overwrite(name, size);
                    }
                }
            }
            recordDamage(name, from, to);
        }

        private void overwrite(String name, int size) throws IOException {
            for (int i = 0; i < size; i += 61) {
                disk.flipBit(name, i * 8L);
            }
        }

        private void recordDamage(String name, int from, int to) {
            String file = name.substring("journal/".length());
            claimDamaged |= file.equals("claim");
            Layout.number(file).ifPresent(number -> {
                long start = LAYOUT.position(number, from);
                damaged.merge(start, LAYOUT.position(number, Math.min(to, SEGMENT)), Math::max);
            });
        }

        /** Whether no damage overlaps this entry. An entry appended after the damage is always intact. */
        private boolean isIntact(long position) {
            AppendedEntry entry = entries.get(position);
            return !entry.before()
                    || damaged.headMap(entry.end()).values().stream().noneMatch(until -> until > position);
        }

        private int checkReplay(FileJournal journal) throws IOException {
            List<Long> seen = new ArrayList<>();
            journal.replay(0, (position, bytes) -> {
                assertEquals(entries.get(position).index(), index(bytes), "the entry at " + position);
                return seen.add(position);
            });
            assertEquals(seen.stream().sorted().toList(), seen);
            List<Long> lost = new ArrayList<>(entries.keySet());
            lost.removeAll(seen);
            assertEquals(List.of(), lost.stream().filter(this::isIntact).toList(), "intact entries are lost");
            return lost.size();
        }

        private void checkReads(FileJournal journal) {
            entries.forEach((position, entry) -> {
                CompletionStage<byte[]> read = journal.read(position);
                if (isIntact(position)
                        || !read.toCompletableFuture()
                                .handle((bytes, failed) -> failed != null)
                                .join()) {
                    assertEquals(entry.index(), index(await(read)));
                } else {
                    assertInstanceOf(LogException.class, failure(read));
                }
            });
        }

        private void appendAfterDamage(FileJournal journal) {
            long last = entries.lastKey();
            boolean lastIntact = isIntact(last);
            long position = append(journal, 100, false);
            assertTrue(position > last || (!lastIntact && (!closed || claimDamaged)), "a position is given twice");
        }
    }
}
