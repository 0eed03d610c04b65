package org.restante.log.journal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.failure;
import static org.restante.log.Entries.index;
import static org.restante.log.Entries.range;
import static org.restante.log.Entries.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.restante.disk.Disk;
import org.restante.disk.DiskFile;
import org.restante.disk.FaultyDisk;
import org.restante.log.Entries;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.LogContract;
import org.restante.log.LogFailedException;
import org.restante.log.LogFullException;
import org.restante.log.StaleOwnerException;

class FileJournalTest extends LogContract {
    private static final int SEGMENT = 64 << 10;
    private static final JournalOptions OPTIONS = JournalOptions.DEFAULT.withSegmentSize(SEGMENT);

    private final FaultyDisk disk = new FaultyDisk();
    private final FaultyDisk own = new FaultyDisk();

    @Override
    public Log open() throws IOException {
        return open(disk, OPTIONS);
    }

    private static FileJournal open(FaultyDisk disk, JournalOptions options) throws IOException {
        return FileJournal.open(disk, "journal", options, new SplittableRandom(1));
    }

    private FileJournal claimOwn() throws IOException {
        FileJournal journal = open(own, OPTIONS);
        journal.claim();
        return journal;
    }

    /** Appends until there is no room; returns the number of entries appended. */
    private static int fillUp(FileJournal journal, int from, int size) {
        int count = 0;
        while (journal.hasRoom(size)) {
            Entries.await(journal.append(entry(from + count, size), Keep.SYNCED));
            count++;
        }
        return count;
    }

    @Test
    void refusesAReadThatEndsInAnError() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        Disk faulty = (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, args) -> {
                    if (broken.get() && method.getName().equals("open")) {
                        throw new StackOverflowError("on the reader's thread");
                    }
                    try {
                        return method.invoke(own, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try (FileJournal journal = FileJournal.open(faulty, "journal", OPTIONS, new SplittableRandom(1))) {
            journal.claim();
            long position = Entries.await(journal.append(entry(1, 100), Keep.SYNCED));
            broken.set(true);
            CompletableFuture<byte[]> read = journal.read(position).toCompletableFuture();
            ExecutionException failure = assertThrows(ExecutionException.class, () -> read.get(10, TimeUnit.SECONDS));
            assertEquals(StackOverflowError.class, failure.getCause().getClass());
            broken.set(false);
        }
    }

    @Test
    void refusesGrowthOnAFullDiskButHasAReserveForWhatFreesRoom() throws IOException {
        own.fillUpAt(5 * SEGMENT);
        FileJournal journal = claimOwn();
        int count = fillUp(journal, 0, 2_000);
        assertTrue(count > 3 * SEGMENT / 2_100, "the disk was not used: only " + count + " entries");
        int reserve = SEGMENT / 16;
        for (int used = 0; used + 200 <= reserve; used += Frames.size(100)) {
            Entries.await(journal.append(entry(count++, 100), Keep.SYNCED));
        }
        assertEquals(range(0, count), replay(journal, 0));
        journal.close();
    }

    @Test
    void goesOnWhenATrimMakesRoomOnAFullDisk() throws IOException {
        own.fillUpAt(5 * SEGMENT);
        FileJournal journal = claimOwn();
        int count = fillUp(journal, 0, 2_000);
        assertFalse(journal.hasRoom(2_000));
        journal.trim(journal.end());
        await().until(() -> journal.hasRoom(2_000));
        assertTrue(fillUp(journal, count, 2_000) > SEGMENT / 2_100);
        assertEquals(List.of(), journal.damage());
        journal.close();
    }

    @Test
    void goesOnByItselfWhenTheDiskHasRoomAgain() throws IOException {
        own.fillUpAt(3 * SEGMENT);
        FileJournal journal = claimOwn();
        int count = fillUp(journal, 0, 2_000);
        own.fillUpAt(6 * SEGMENT);
        await().until(() -> journal.hasRoom(2_000));
        count += fillUp(journal, count, 2_000);
        assertEquals(range(0, count), replay(journal, 0));
        journal.close();
    }

    @Test
    void waitsForRoomWithWhatDoesNotFitIntoTheReserveAndKeepsTheOrder() throws IOException {
        own.fillUpAt(2 * SEGMENT);
        FileJournal journal = claimOwn();
        List<CompletionStage<Long>> stages = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stages.add(journal.append(entry(i, i % 2 == 0 ? 10_000 : 100), Keep.SYNCED));
        }
        await().until(() -> !journal.hasRoom(1));
        assertFalse(stages.get(39).toCompletableFuture().isDone());
        own.fillUpAt(Long.MAX_VALUE);
        stages.forEach(Entries::await);
        assertEquals(range(0, 40), replay(journal, 0));
        journal.close();
    }

    @Test
    void failsWhatStillWaitsForRoomWhenItIsClosed() throws IOException {
        own.fillUpAt(2 * SEGMENT);
        FileJournal journal = claimOwn();
        List<CompletionStage<Long>> stages = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stages.add(journal.append(entry(i, 10_000), Keep.SYNCED));
        }
        journal.close();
        assertInstanceOf(LogFailedException.class, failure(stages.get(39)));
        List<Long> kept = replay(open(own, OPTIONS), 0);
        assertEquals(range(0, kept.size()), kept);
        assertTrue(kept.size() > 5, "kept only " + kept);
    }

    @Test
    void opensOnAFullDisk() throws IOException {
        FileJournal journal = claimOwn();
        for (int i = 0; i < 100; i++) {
            Entries.await(journal.append(entry(i, 2_000), Keep.SYNCED));
        }
        journal.close();
        own.fillUpAt(own.used());
        FileJournal again = claimOwn();
        assertEquals(range(0, 100), replay(again, 0));
        fillUp(again, 100, 1_000);
        again.trim(again.end());
        await().until(() -> again.hasRoom(1_000));
        again.close();
    }

    @Test
    void failsForGoodAfterAFailedForceAndNeverTriesAgain() throws IOException {
        FileJournal journal = claimOwn();
        Entries.await(journal.append(entry(0, 100), Keep.SYNCED));
        own.failForces(1); // hits a force of the writer or of the preparer; both must fail the journal
        int next = 1;
        CompletionStage<Long> last = journal.append(entry(next, 1_000), Keep.SYNCED);
        while (last.toCompletableFuture()
                .handle((position, failed) -> failed == null)
                .join()) {
            last = journal.append(entry(++next, 1_000), Keep.SYNCED);
        }
        assertInstanceOf(LogFailedException.class, failure(last));
        assertInstanceOf(LogFailedException.class, failure(journal.append(entry(2, 100), Keep.WRITTEN)));
        assertInstanceOf(LogFailedException.class, failure(journal.append(entry(3, 100), Keep.SYNCED)));
        assertEquals(0, index(Entries.await(journal.read(SegmentHeader.SIZE))));
        journal.close();
        FileJournal again = claimOwn();
        List<Long> left = replay(again, 0);
        assertEquals(range(0, left.size()), left);
        assertTrue(left.size() >= next, "found " + left);
        again.close();
    }

    @Test
    void failsEveryWaitingStageWhenThePowerGoes() throws IOException {
        FileJournal journal = claimOwn();
        own.losePowerAfter(20);
        List<CompletionStage<Long>> stages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stages.add(journal.append(entry(i, 1_000), Keep.SYNCED));
        }
        assertInstanceOf(LogFailedException.class, failure(stages.get(499)));
        for (CompletionStage<Long> stage : stages) {
            assertTrue(stage.toCompletableFuture()
                    .handle((position, failed) -> true)
                    .join());
        }
        journal.close();
    }

    @Test
    void putsTrimmedSegmentsToUseAgain() throws IOException {
        FileJournal journal = claimOwn();
        for (int i = 0; i < 2_000; i++) {
            Entries.await(journal.append(entry(i, 1_500), Keep.WRITTEN));
            journal.trim(journal.end() - SEGMENT);
        }
        await().until(() -> own.used() <= 6 * SEGMENT);
        List<Long> left = replay(journal, 0);
        assertEquals(range(left.get(0), 2_000), left);
        journal.close();
        FileJournal again = claimOwn();
        assertEquals(left, replay(again, 0));
        assertEquals(List.of(), again.damage());
        again.close();
    }

    @Test
    void writesLittleWhenLittleIsAppended() throws IOException {
        FileJournal journal = open(own, JournalOptions.DEFAULT);
        journal.claim();
        Entries.await(journal.append(entry(0, 1_000), Keep.SYNCED));
        journal.close();
        assertTrue(own.used() <= 12 << 20, "used " + own.used());
    }

    @Test
    void refusesWhatDoesNotFitInTheQueue() throws IOException {
        FileJournal journal = open(own, OPTIONS.withQueueLimit(1_000));
        journal.claim();
        assertInstanceOf(LogFullException.class, failure(journal.append(new byte[1_001], Keep.WRITTEN)));
        Entries.await(journal.append(new byte[1_000], Keep.WRITTEN));
        Entries.await(journal.append(new byte[1_000], Keep.WRITTEN));
        journal.close();
    }

    @Test
    void givesNoPositionThatASnapshotSaysWasUsed() throws IOException {
        FileJournal journal = claimOwn();
        Entries.await(journal.append(entry(0, 100), Keep.SYNCED));
        long end = journal.end();
        journal.close();
        for (long used : List.of(end + 8, end + 3 * SEGMENT)) {
            FileJournal again = open(own, OPTIONS.withUsedBefore(used));
            again.claim();
            assertTrue(Entries.await(again.append(entry(1, 100), Keep.SYNCED)) >= used);
            again.close();
        }
        FileJournal last = claimOwn();
        assertEquals(List.of(0L, 1L, 1L), replay(last, 0));
        assertEquals(List.of(), last.damage());
        last.close();
    }

    @Test
    void isNotHarmedByInterruptsOfItsCallers() throws IOException {
        FileJournal journal = claimOwn();
        for (int i = 0; i < 100; i++) {
            Thread.currentThread().interrupt();
            CompletionStage<Long> stage = journal.append(entry(i, 100), Keep.SYNCED);
            journal.trim(0);
            assertTrue(Thread.interrupted());
            assertEquals(i, index(Entries.await(journal.read(Entries.await(stage)))));
        }
        Thread.currentThread().interrupt();
        journal.close();
        assertTrue(Thread.interrupted());
        FileJournal again = claimOwn();
        assertEquals(range(0, 100), replay(again, 0));
        again.close();
    }

    @Test
    void cutsATornTailAndSaysSo() throws IOException {
        FileJournal journal = claimOwn();
        for (int i = 0; i < 10; i++) {
            Entries.await(journal.append(entry(i, 1_000), Keep.SYNCED));
        }
        long last = Entries.await(journal.append(entry(10, 5_000), Keep.SYNCED));
        own.kill();
        journal.close();
        own.zero("journal/0000000000000000.segment", (int) last + 2_000, 1_000);
        FileJournal again = claimOwn();
        assertEquals(range(0, 10), replay(again, 0));
        assertEquals(1, again.damage().size());
        assertTrue(again.damage().get(0).reason().startsWith("torn tail"));
        assertTrue(own.files().stream().anyMatch(name -> name.startsWith("quarantine/")));
        assertEquals(last, Entries.await(again.append(entry(11, 100), Keep.SYNCED)));
        again.close();
        FileJournal third = claimOwn();
        assertEquals(List.of(), third.damage());
        third.close();
    }

    @Test
    void believesItsSegmentsWhenTheClaimIsOfAnotherJournal() throws IOException {
        FileJournal journal = claimOwn();
        for (int i = 0; i < 100; i++) {
            Entries.await(journal.append(entry(i, 2_000), Keep.SYNCED));
        }
        journal.close();
        FaultyDisk others = new FaultyDisk();
        FileJournal other = FileJournal.open(others, "journal", OPTIONS, new SplittableRandom(7));
        other.claim();
        other.close();
        own.delete("journal/claim");
        try (DiskFile claim = own.create("journal/claim")) {
            claim.write(ByteBuffer.wrap(others.bytes("journal/claim")), 0);
        }
        FileJournal again = open(own, OPTIONS);
        assertEquals(range(0, 100), replay(again, 0));
        assertEquals(1, again.damage().size());
        assertTrue(again.damage().get(0).reason().contains("of another journal"), again.damage()::toString);
        again.claim();
        Entries.await(again.append(entry(100, 2_000), Keep.SYNCED));
        again.close();
        assertEquals(range(0, 101), replay(open(own, OPTIONS), 0));
    }

    /** A disk that runs this before the next write to a file whose name ends so. */
    private Disk beforeWrite(AtomicReference<Runnable> task, String suffix) {
        InvocationHandler files = (proxy, method, args) -> {
            Object result = call(method, own, args);
            if (!(result instanceof DiskFile file) || !String.valueOf(args[0]).endsWith(suffix)) {
                return result;
            }
            InvocationHandler writes = (self, called, with) -> {
                boolean isPreparing = Thread.currentThread().getName().contains("preparer");
                Runnable first = called.getName().equals("write") && !isPreparing ? task.getAndSet(null) : null;
                if (first != null) {
                    first.run();
                }
                return call(called, file, with);
            };
            return Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[] {DiskFile.class}, writes);
        };
        return (Disk) Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, files);
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void confirmsNothingThatItWroteWhileANewerOwnerReplayed() throws IOException {
        AtomicReference<Runnable> task = new AtomicReference<>();
        Disk frozen = beforeWrite(task, ".segment");
        try (FileJournal older = FileJournal.open(frozen, "journal", OPTIONS, new SplittableRandom(1))) {
            older.claim();
            Entries.await(older.append(entry(0, 100), Keep.SYNCED));
            AtomicReference<List<Long>> seen = new AtomicReference<>();
            task.set(() -> seen.set(claimAndReplay()));
            assertInstanceOf(StaleOwnerException.class, Entries.failure(older.append(entry(1, 100), Keep.WRITTEN)));
            assertEquals(range(0, 1), seen.get());
        }
    }

    private List<Long> claimAndReplay() {
        try (FileJournal newer = claimOwn()) {
            return replay(newer, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void seesWhatAnOlderOwnerConfirmsInTheLastMomentBeforeTheClaim() throws IOException {
        try (FileJournal older = claimOwn()) {
            Entries.await(older.append(entry(0, 100), Keep.SYNCED));
            AtomicReference<Runnable> task = new AtomicReference<>();
            Disk slow = beforeWrite(task, "claim");
            try (FileJournal newer = FileJournal.open(slow, "journal", OPTIONS, new SplittableRandom(1))) {
                task.set(() -> Entries.await(older.append(entry(1, 100), Keep.SYNCED)));
                newer.claim();
                assertEquals(range(0, 2), replay(newer, 0));
            }
        }
    }

    private void fillSegments(int segments) throws IOException {
        try (FileJournal journal = claimOwn()) {
            for (int i = 0; journal.end() < (long) segments * SEGMENT; i++) {
                Entries.await(journal.append(entry(i, 5_000), Keep.SYNCED));
            }
        }
    }

    @Test
    void saysWhatCutIt() throws IOException {
        fillSegments(4);
        try (FileJournal journal = open(own, OPTIONS)) {
            assertNull(journal.cut());
        }
        own.delete("journal/0000000000000001.segment");
        try (FileJournal journal = open(own, OPTIONS)) {
            assertNull(journal.cut(), "a hole in the middle is damage: the rest of the log is there");
        }
        own.delete("journal/0000000000000000.segment");
        try (FileJournal journal = open(own, OPTIONS)) {
            String cut = Objects.requireNonNull(journal.cut());
            assertTrue(cut.contains("segments 0 to 1 are missing"), cut);
        }
        own.delete("journal/claim"); // as after a loss of this file, which is made again from the segments
        try (FileJournal journal = open(own, OPTIONS)) {
            assertNull(journal.cut());
        }
    }

    @Test
    void saysThatAllItsSegmentsAreGone() throws IOException {
        fillSegments(2);
        for (String name : own.list("journal")) {
            if (name.endsWith(".segment")) {
                own.delete("journal/" + name);
            }
        }
        try (FileJournal journal = open(own, OPTIONS)) {
            String cut = Objects.requireNonNull(journal.cut());
            assertTrue(cut.contains("all segments are missing"), cut);
        }
    }
}
