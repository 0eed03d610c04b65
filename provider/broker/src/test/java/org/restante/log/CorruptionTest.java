package org.restante.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.failure;
import static org.restante.log.Entries.index;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bits turned over, stretches zeroed, files cut, overwritten and deleted: never wrong data, never the loss of what is whole. */
class CorruptionTest {
    private static final int HISTORIES = 400;
    private static final int SEGMENT = 64 << 10;
    private static final JournalOptions OPTIONS = JournalOptions.DEFAULT.withSegmentSize(SEGMENT);
    private static final Layout LAYOUT = new Layout("journal", SEGMENT);

    /** Held, for the logging of the JDK forgets the level of a logger that nobody holds. */
    private static final Logger LOGGER = Logger.getLogger("org.restante.log");

    @BeforeAll
    static void quiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOGGER.setLevel(null);
    }

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

    private static final class History {
        private final FaultyDisk disk = new FaultyDisk();
        private final SplittableRandom random;
        /** Size by position, of every entry; the indexes are those of the order. */
        private final TreeMap<Long, Integer> sizes = new TreeMap<>();
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
            checkReplay(journal);
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
            sizes.put(await(journal.append(entry(sizes.size(), size), Keep.SYNCED)), size);
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

        private boolean isWhole(Map.Entry<Long, Integer> entry) {
            long end = entry.getKey() + Frames.HEADER + entry.getValue();
            return damaged.headMap(end).values().stream().noneMatch(until -> until > entry.getKey());
        }

        private void checkReplay(FileJournal journal) throws IOException {
            List<Long> seen = new ArrayList<>();
            journal.replay(0, (position, bytes) -> {
                assertEquals(sizes.headMap(position).size(), index(bytes), "the entry at " + position);
                return seen.add(position);
            });
            int lost = 0;
            for (Map.Entry<Long, Integer> entry : sizes.entrySet()) {
                boolean there = seen.contains(entry.getKey());
                assertTrue(there || !isWhole(entry), () -> "lost the whole entry at " + entry.getKey());
                lost += there ? 0 : 1;
            }
            boolean known = lost == 0 || !journal.damage().isEmpty();
            assertTrue(known || !closed || claimDamaged, "entries are lost and nothing is said");
        }

        private void checkReads(FileJournal journal) {
            int expected = 0;
            for (Map.Entry<Long, Integer> entry : sizes.entrySet()) {
                if (isWhole(entry)) {
                    assertEquals(expected, index(await(journal.read(entry.getKey()))));
                } else {
                    journal.read(entry.getKey())
                            .handle((bytes, failure) -> bytes != null || failure instanceof LogException)
                            .thenAccept(answered -> assertTrue(answered))
                            .toCompletableFuture()
                            .join();
                }
                expected++;
            }
        }

        private void goOn(FileJournal journal) {
            long last = sizes.lastKey();
            Map<Long, Integer> before = Map.copyOf(sizes);
            sizes.keySet().removeIf(position -> !isWhole(Map.entry(position, before.get(position))));
            boolean certain = closed && !claimDamaged;
            long position = await(journal.append(entry(sizes.size(), 100), Keep.SYNCED));
            assertTrue(position > last || !certain, "a position is given twice");
            assertTrue(sizes.isEmpty() || position > sizes.lastKey());
        }
    }
}
