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

/** Bits turned over, stretches zeroed, files cut, overwritten and deleted: never wrong data, never the loss of what is whole. */
@ExtendWith(QuietLog.class)
class CorruptionTest {
    /** 400, or as many as {@code -Dhistories=} says. */
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

    private record Kept(long index, long end, boolean before) {}

    private static final class History {
        private final FaultyDisk disk = new FaultyDisk();
        private final SplittableRandom random;
        private final TreeMap<Long, Kept> entries = new TreeMap<>();
        /** The positions of damaged stretches, with their ends. */
        private final TreeMap<Long, Long> damaged = new TreeMap<>();

        private boolean claimDamaged;
        private boolean closed;

        History(long seed) {
            random = new SplittableRandom(seed);
        }

        void run() throws IOException {
            fill();
            int blows = random.nextInt(1, 4);
            for (int i = 0; i < blows; i++) {
                damage();
            }
            FileJournal journal = open();
            int lost = checkReplay(journal);
            boolean told = lost == 0 || !journal.damage().isEmpty();
            assertTrue(told || !closed || claimDamaged, "entries are lost and nothing is said");
            checkReads(journal);
            journal.claim();
            goOn(journal);
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
            entries.put(position, new Kept(index, position + Frames.HEADER + size, before));
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
            remember(name, from, to);
        }

        private void overwrite(String name, int size) throws IOException {
            for (int i = 0; i < size; i += 61) {
                disk.flipBit(name, i * 8L);
            }
        }

        private void remember(String name, int from, int to) {
            String file = name.substring("journal/".length());
            claimDamaged |= file.equals("claim");
            Layout.number(file).ifPresent(number -> {
                long start = LAYOUT.position(number, from);
                damaged.merge(start, LAYOUT.position(number, Math.min(to, SEGMENT)), Math::max);
            });
        }

        /** Whether no damage, all of which was done before it was appended or after, can have touched this entry. */
        private boolean isWhole(long position) {
            Kept kept = entries.get(position);
            return !kept.before()
                    || damaged.headMap(kept.end()).values().stream().noneMatch(until -> until > position);
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
            assertEquals(List.of(), lost.stream().filter(this::isWhole).toList(), "whole entries are lost");
            return lost.size();
        }

        private void checkReads(FileJournal journal) {
            entries.forEach((position, kept) -> {
                CompletionStage<byte[]> read = journal.read(position);
                if (isWhole(position)
                        || !read.toCompletableFuture()
                                .handle((bytes, failed) -> failed != null)
                                .join()) {
                    assertEquals(kept.index(), index(await(read)));
                } else {
                    assertInstanceOf(LogException.class, failure(read));
                }
            });
        }

        private void goOn(FileJournal journal) {
            long last = entries.lastKey();
            boolean lastWhole = isWhole(last);
            long position = append(journal, 100, false);
            assertTrue(position > last || (!lastWhole && (!closed || claimDamaged)), "a position is given twice");
        }
    }
}
