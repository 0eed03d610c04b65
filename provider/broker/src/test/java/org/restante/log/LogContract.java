package org.restante.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.failure;
import static org.restante.log.Entries.index;
import static org.restante.log.Entries.range;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract tests for every implementation of {@link Log}. */
public abstract class LogContract {
    private final List<Log> opened = new ArrayList<>();
    private Log log;

    /** Opens the log of this test, which is empty at first. Earlier handles may still be open. */
    public abstract Log open() throws IOException;

    private Log openAndClaim() throws IOException {
        Log handle = open();
        opened.add(handle);
        handle.claim();
        return handle;
    }

    @BeforeEach
    void openLog() throws IOException {
        log = openAndClaim();
    }

    @AfterEach
    void closeLogs() {
        opened.forEach(Log::close);
    }

    private long append(int index, int size) {
        return await(log.append(entry(index, size), Keep.SYNCED));
    }

    /** Appends entries until the log spans this many segments; returns their positions. */
    private List<Long> fill(int segments) {
        List<Long> positions = new ArrayList<>();
        while (log.end() / log.segmentSize() < segments) {
            positions.add(append(positions.size(), (int) log.segmentSize() / 20));
        }
        return positions;
    }

    @Test
    void givesPositionsThatIncreaseAndLieBeforeTheEnd() {
        long before = -1;
        for (int i = 0; i < 100; i++) {
            long position = append(i, 8 + i);
            assertTrue(position > before);
            assertTrue(position < log.end());
            before = position;
        }
    }

    @Test
    void completesStagesInAppendOrderWhateverTheyAskToKeep() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletionStage<Long>> stages = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            Keep keep = i % 3 == 0 ? Keep.SYNCED : Keep.WRITTEN;
            stages.add(log.append(entry(i, 100), keep).whenComplete((position, failure) -> order.add(number)));
        }
        stages.forEach(Entries::await);
        assertEquals(range(0, 1_000), order.stream().map(Integer::longValue).toList());
    }

    @Test
    void replaysEveryEntryInOrderWithItsPosition() throws IOException {
        List<Long> positions = fill(3);
        List<Long> seen = new ArrayList<>();
        log.replay(0, (position, bytes) -> {
            assertEquals(seen.size(), index(bytes));
            return seen.add(position);
        });
        assertEquals(positions, seen);
    }

    @Test
    void replaysFromAPositionOnwards() throws IOException {
        List<Long> positions = fill(2);
        assertEquals(range(7, positions.size()), replay(log, positions.get(7)));
        assertEquals(range(8, positions.size()), replay(log, positions.get(7) + 1));
        assertEquals(List.of(), replay(log, log.end()));
    }

    @Test
    void stopsTheReplayWhenTheVisitorHasEnough() throws IOException {
        fill(2);
        List<Long> seen = new ArrayList<>();
        log.replay(0, (position, bytes) -> {
            seen.add(index(bytes));
            return seen.size() < 5;
        });
        assertEquals(range(0, 5), seen);
    }

    @Test
    void readsEachEntryByItsPosition() {
        List<Long> positions = fill(3);
        for (int i = positions.size() - 1; i >= 0; i--) {
            assertEquals(i, index(await(log.read(positions.get(i)))));
        }
    }

    @Test
    void readsAnEntryAsSoonAsItsStageCompletes() {
        for (int i = 0; i < 200; i++) {
            long position = await(log.append(entry(i, 50), Keep.WRITTEN));
            assertEquals(i, index(await(log.read(position))));
        }
    }

    @Test
    void keepsAnEntryWithNothingInIt() throws IOException {
        long position = await(log.append(new byte[0], Keep.SYNCED));
        assertEquals(0, await(log.read(position)).length);
        List<Long> seen = new ArrayList<>();
        log.replay(0, (at, bytes) -> seen.add(at));
        assertEquals(List.of(position), seen);
    }

    @Test
    void saysThatThereIsNoEntryBehindTheEnd() {
        append(0, 100);
        assertInstanceOf(NoSuchEntryException.class, failure(log.read(log.end())));
        assertInstanceOf(NoSuchEntryException.class, failure(log.read(log.end() + 10 * log.segmentSize())));
    }

    @Test
    void keepsAnEntryOfTheLargestSizeAndRefusesOneByteMore() {
        append(0, 100);
        byte[] largest = entry(1, log.maxEntry());
        long position = await(log.append(largest, Keep.SYNCED));
        assertArrayEquals(largest, await(log.read(position)));
        assertInstanceOf(LogFullException.class, failure(log.append(new byte[log.maxEntry() + 1], Keep.SYNCED)));
        assertFalse(log.hasRoom(log.maxEntry() + 1));
        assertEquals(2, index(await(log.read(append(2, 100)))));
    }

    @Test
    void keepsEntriesWhenItIsOpenedAgainAndGivesNoPositionTwice() throws IOException {
        List<Long> positions = fill(2);
        long end = log.end();
        log.close();
        log = openAndClaim();
        assertEquals(range(0, positions.size()), replay(log, 0));
        assertTrue(append(positions.size(), 100) >= end);
        assertEquals(range(0, positions.size() + 1), replay(log, 0));
        assertEquals(List.of(), log.damage());
    }

    @Test
    void replaysAndReadsBeforeItIsClaimed() throws IOException {
        List<Long> positions = fill(2);
        log.close();
        log = open();
        opened.add(log);
        assertEquals(range(0, positions.size()), replay(log, 0));
        assertEquals(3, index(await(log.read(positions.get(3)))));
        assertInstanceOf(StaleOwnerException.class, failure(log.append(new byte[10], Keep.SYNCED)));
    }

    @Test
    void claimsAHigherEpochEachTime() throws IOException {
        long before = 0;
        for (int i = 0; i < 5; i++) {
            Log next = open();
            opened.add(next);
            long epoch = next.claim();
            assertTrue(epoch > before);
            before = epoch;
            next.close();
        }
    }

    @Test
    void refusesTheAppendsOfAnOlderOwnerAndLosesNoneOfItsEarlierOnes() throws IOException {
        append(0, 100);
        Log older = log;
        Log newer = open();
        opened.add(newer);
        append(1, 100);
        newer.claim();
        assertInstanceOf(StaleOwnerException.class, failure(older.append(entry(7, 100), Keep.SYNCED)));
        assertInstanceOf(StaleOwnerException.class, failure(older.append(entry(8, 100), Keep.WRITTEN)));
        await(newer.append(entry(2, 100), Keep.SYNCED));
        assertEquals(range(0, 3), replay(newer, 0));
    }

    /** Otherwise a broker that claims, then replays, would miss what an older owner has confirmed meanwhile. */
    @Test
    void aReplayBegunAfterTheClaimSeesWhateverAnOlderOwnerConfirms() throws Exception {
        for (int round = 0; round < 20; round++) {
            Log newer = open();
            opened.add(newer);
            OlderOwner older = new OlderOwner(log, round);
            older.awaitSome();
            newer.claim();
            List<Long> seen = replay(newer, 0);
            older.awaitFenced();
            assertEquals(List.of(), older.confirmedBeyond(seen), "confirmed by the older owner, and not seen");
            log = newer;
        }
    }

    @Test
    void aReplayOfAHandleThatHasNotClaimedSeesWhatTheOwnerHasConfirmed() throws IOException {
        Log reader = open();
        opened.add(reader);
        for (int i = 0; i < 60; i++) {
            append(i, (int) log.segmentSize() / 20);
            assertEquals(range(0, i + 1), replay(reader, 0));
        }
        assertEquals(List.of(), reader.damage());
    }

    @Test
    void trimsWholeSegmentsAndKeepsTheRest() throws IOException {
        List<Long> positions = fill(4);
        int cut = positions.size() / 2;
        log.trim(positions.get(cut));
        assertTrue(log.first() <= positions.get(cut));
        assertTrue(log.first() > positions.get(cut) - 2 * log.segmentSize());
        List<Long> left = replay(log, 0);
        assertTrue(left.containsAll(range(cut, positions.size())));
        assertEquals(range(positions.size() - left.size(), positions.size()), left);
        assertInstanceOf(NoSuchEntryException.class, failure(log.read(positions.get(0))));
        assertEquals(cut, index(await(log.read(positions.get(cut)))));
    }

    @Test
    void remembersWhatWasTrimmedAndGoesOnWhenAllWas() throws IOException {
        List<Long> positions = fill(3);
        log.trim(log.end());
        log.close();
        log = openAndClaim();
        assertTrue(replay(log, 0).size() < positions.size());
        long position = append(1_000, 100);
        assertTrue(position > positions.get(positions.size() - 1));
        assertEquals(1_000, index(await(log.read(position))));
        assertEquals(List.of(), log.damage());
    }

    @Test
    void refusesAppendsOnceItIsClosed() {
        append(0, 100);
        log.close();
        assertInstanceOf(LogFailedException.class, failure(log.append(new byte[10], Keep.WRITTEN)));
    }

    @Test
    void keepsWhatIsQueuedWhenItIsClosed() throws IOException {
        List<CompletionStage<Long>> stages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stages.add(log.append(entry(i, 300), Keep.WRITTEN));
        }
        log.close();
        stages.forEach(Entries::await);
        log = openAndClaim();
        assertEquals(range(0, 500), replay(log, 0));
    }

    @Test
    void appendsReadsReplaysAndTrimsAllAtOnce() throws Exception {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        AtomicReference<Long> last = new AtomicReference<>(append(0, 100));
        Thread readerThread = new Thread(() -> {
            try {
                while (last.get() >= 0) {
                    readAndReplay(last.get());
                }
            } catch (IOException | RuntimeException | AssertionError e) {
                failed.set(e);
            }
        });
        readerThread.start();
        for (int i = 1; i < 4_000 && failed.get() == null; i++) {
            Keep keep = i % 50 == 0 ? Keep.SYNCED : Keep.WRITTEN;
            int size = 100 + i * 31 % ((int) log.segmentSize() / 100);
            last.set(await(log.append(entry(i, size), keep)));
            if (i % 100 == 0) {
                log.trim(log.end() - 3 * log.segmentSize());
            }
        }
        last.set(-1L);
        readerThread.join();
        if (failed.get() != null) {
            throw new AssertionError("during the appends", failed.get());
        }
        assertEquals(List.of(), log.damage());
    }

    private void readAndReplay(long position) throws IOException {
        if (position >= 0) {
            byte[] read = log.read(position)
                    .toCompletableFuture()
                    .exceptionally(failed -> position < log.first() ? entry(0, 8) : new byte[0]) // trimmed meanwhile
                    .join();
            index(read);
        }
        List<Long> positions = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        log.replay(position - log.segmentSize(), (at, bytes) -> positions.add(at) && seen.add(index(bytes)));
        long first = log.first();
        for (int i = 1; i < seen.size(); i++) {
            boolean kept = positions.get(i - 1) >= first; // entries trimmed meanwhile may be missing
            assertTrue(kept ? seen.get(i) == seen.get(i - 1) + 1 : seen.get(i) > seen.get(i - 1));
        }
    }

    private static List<Long> next(LogTail tail) throws IOException {
        List<Long> seen = new ArrayList<>();
        int count = tail.next((position, bytes) -> seen.add(index(bytes)), 0);
        assertEquals(seen.size(), count);
        return seen;
    }

    @Test
    void followsWhatIsAppendedLaterByWhicheverOwner() throws IOException {
        fill(1);
        int before = replay(log, 0).size();
        try (LogTail tail = open().follow(0)) {
            assertEquals(range(0, before), next(tail));
            assertEquals(List.of(), next(tail));
            append(before, 100);
            assertEquals(range(before, before + 1), next(tail));
            log = openAndClaim();
            for (int i = before + 1; i < before + 60; i++) {
                append(i, (int) log.segmentSize() / 20);
                assertEquals(range(i, i + 1), next(tail));
            }
            assertTrue(tail.position() <= log.end());
        }
    }

    @Test
    void followsFromAPositionAndFromWhereTheVisitorHadEnough() throws IOException {
        List<Long> positions = fill(2);
        try (LogTail tail = log.follow(positions.get(5))) {
            List<Long> seen = new ArrayList<>();
            assertEquals(3, tail.next((position, bytes) -> seen.add(index(bytes)) && seen.size() < 3, 0));
            assertEquals(range(5, 8), seen);
            assertEquals(range(8, positions.size()), next(tail));
        }
    }

    @Test
    void waitsForTheNextEntryAndEndsWhenItIsClosed() throws Exception {
        LogTail tail = log.follow(0);
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread follower = new Thread(() -> {
            try {
                int count = 1;
                while (count > 0) {
                    count = tail.next((position, bytes) -> seen.add(index(bytes)), 1_000_000);
                }
            } catch (IOException | RuntimeException | AssertionError e) {
                failed.set(e);
            }
        });
        follower.start();
        for (int i = 0; i < 10; i++) {
            append(i, 100);
            int count = i + 1;
            Awaitility.await().until(() -> seen.size() == count || failed.get() != null);
        }
        tail.close();
        follower.join();
        assertNull(failed.get());
        assertEquals(range(0, 10), seen);
        append(10, 100);
        assertEquals(List.of(), next(tail));
    }

    @Test
    void refusesToFollowAcrossEntriesThatWereTrimmedUnseen() throws IOException {
        List<Long> positions = fill(1);
        LogTail behind = log.follow(0);
        LogTail ahead = log.follow(0);
        int before = positions.size();
        assertEquals(range(0, before), next(ahead));
        assertEquals(2, behind.next((position, bytes) -> position < positions.get(1), 0));
        for (int i = before; log.end() / log.segmentSize() < 4; i++) {
            positions.add(append(i, (int) log.segmentSize() / 20));
        }
        assertEquals(range(before, positions.size()), next(ahead));
        log.trim(log.end() - log.segmentSize());
        assertThrows(NoSuchEntryException.class, () -> next(behind));
        append(positions.size(), 100);
        assertEquals(range(positions.size(), positions.size() + 1), next(ahead));
        List<Long> left = replay(log, 0);
        assertEquals(left, next(log.follow(0)));
        assertEquals(left, next(open().follow(0)));
    }

    @Test
    void isNotCutByItsTrims() throws IOException {
        assertNull(log.cut());
        fill(4);
        log.trim(log.end() - log.segmentSize());
        assertTrue(log.first() > log.segmentSize());
        log.close();
        log = openAndClaim();
        assertTrue(log.first() > log.segmentSize());
        assertNull(log.cut());
    }
}
