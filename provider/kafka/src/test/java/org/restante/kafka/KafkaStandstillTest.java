package org.restante.kafka;

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
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.log.Keep;
import org.restante.log.Log;
import org.restante.log.LogException;
import org.restante.log.LogTail;
import org.restante.log.NoSuchEntryException;

/** A handle that stands still, by its clock, while another one claims, appends and trims what it has not read. */
class KafkaStandstillTest {

    private final TestLogs logs = new TestLogs();
    private final List<Log> opened = new ArrayList<>();
    private volatile CountDownLatch still = new CountDownLatch(0);
    private volatile boolean isStanding;

    @AfterEach
    void closeLogs() {
        still.countDown();
        opened.forEach(Log::close);
    }

    private long nanos() {
        boolean isTail = Thread.currentThread().getName().equals("restante-kafka-tail") && !isTaking();
        boolean interrupted = false;
        while (isTail && still.getCount() > 0) {
            isStanding = true;
            try {
                still.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return System.nanoTime();
    }

    /** Whether a record is being taken: what is acknowledged meanwhile waits for that. */
    private static boolean isTaking() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("take")));
    }

    private KafkaLog openStill() throws IOException {
        KafkaLog log = KafkaLog.open(logs.options(), new SplittableRandom(7), this::nanos);
        opened.add(log);
        return log;
    }

    private KafkaLog open() throws IOException {
        KafkaLog log = logs.open();
        opened.add(log);
        return log;
    }

    private static void append(KafkaLog log, int from, int to) {
        for (int i = from; i < to; i++) {
            await(log.append(entry(i, 50_000), Keep.SYNCED));
        }
    }

    /** Another owner appends entries, and trims all but the last segment of them; returns when their records are gone. */
    private KafkaLog succeed(int from) throws IOException {
        KafkaLog other = open();
        other.claim();
        append(other, from, from + 40);
        other.trim(other.end());
        Awaitility.await().until(() -> logs.offset(OffsetSpec.earliest()) > from);
        return other;
    }

    @Test
    void aFollowerGoesOnWhereTheLogBeginsAndItsCursorSaysWhatItMissed() throws IOException {
        KafkaLog owner = open();
        owner.claim();
        append(owner, 0, 5);
        KafkaLog follower = openStill();
        LogTail cursor = follower.follow(0);
        assertEquals(5, cursor.next((position, bytes) -> true, 0));
        still = new CountDownLatch(1);
        KafkaLog other = succeed(5);
        still.countDown();
        Awaitility.await().until(() -> follower.end() == other.end());
        assertEquals(other.first(), follower.first());
        assertNull(follower.cut());
        assertThrows(NoSuchEntryException.class, () -> cursor.next((position, bytes) -> true, 0));
        cursor.close();
        assertEquals(replay(other, 0), replay(follower, 0));
        long last = other.end() - 50_000;
        assertEquals(44, index(await(follower.read(last))));
        follower.claim();
        append(follower, 45, 46);
        assertEquals(45, replay(follower, last + 1).get(0));
    }

    @Test
    void anAppendIsConfirmedByItsAcknowledgementThoughNothingIsRead() throws IOException {
        KafkaLog owner = openStill();
        owner.claim();
        append(owner, 0, 5);
        still = new CountDownLatch(1);
        Awaitility.await().until(() -> isStanding);
        append(owner, 5, 10);
        assertEquals(10 * 50_000, owner.end());
        still.countDown();
        append(owner, 10, 15);
        assertEquals(range(0, 15), replay(owner, 0));
        assertEquals(range(0, 15), replay(open(), 0));
    }

    @Test
    void anAppendBehindTheRecordOfAnotherProgramIsConfirmedWhenThatIsRead() throws IOException {
        KafkaLog owner = openStill();
        owner.claim();
        append(owner, 0, 5);
        still = new CountDownLatch(1);
        Awaitility.await().until(() -> isStanding);
        logs.appendForeign(new byte[] {1, 2, 3});
        CompletionStage<Long> behind = owner.append(entry(5, 50_000), Keep.SYNCED);
        // a claim, five entries, the foreign record, and what is behind it
        Awaitility.await().until(() -> logs.offset(OffsetSpec.latest()) >= 8);
        assertFalse(behind.toCompletableFuture().isDone());
        still.countDown();
        await(behind);
        append(owner, 6, 10);
        assertEquals(range(0, 10), replay(owner, 0));
        assertEquals(1, owner.damage().size());
    }

    @Test
    void anOwnerConfirmsNothingAndLosesTheLogThoughTheClaimThatSucceededItIsTrimmed() throws IOException {
        KafkaLog owner = openStill();
        owner.claim();
        append(owner, 0, 5);
        still = new CountDownLatch(1);
        List<CompletionStage<Long>> stages = new ArrayList<>();
        KafkaLog other = succeed(5);
        for (int i = 0; i < 5; i++) {
            stages.add(owner.append(entry(100 + i, 100), Keep.SYNCED));
        }
        still.countDown();
        for (CompletionStage<Long> stage : stages) {
            assertInstanceOf(LogException.class, failure(stage));
        }
        assertInstanceOf(LogException.class, owner.lost().toCompletableFuture().join());
        Awaitility.await().until(() -> owner.end() == other.end());
        List<Long> kept = replay(other, 0);
        assertTrue(kept.stream().allMatch(index -> index < 100), kept::toString);
        assertEquals(kept, replay(owner, 0));
    }
}
