package org.restante.log.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.await;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.restante.log.LogFailedException;
import org.restante.log.StaleOwnerException;

class ConfirmationsTest {
    private static final Claimant NODE = new Claimant("a", "tcp://a:5670", 1);
    private final Acceptance reader = Acceptance.from(ReadingPoint.NEW_LOG);
    private final OwnerSequence owner;
    private final Confirmations confirmations = new Confirmations(1);
    private final List<byte[]> log = new ArrayList<>();

    ConfirmationsTest() {
        reader.offer(OwnerSequence.claim(reader.point(), 42, NODE));
        owner = new OwnerSequence(reader.point(), 100);
    }

    private CompletionStage<Long> append(int index) {
        OwnerSequence.Numbered numbered = owner.entry(entry(index, 60));
        log.addAll(numbered.records());
        return confirmations.expect(numbered.number(), numbered.position());
    }

    private void readBack() {
        log.forEach(record -> confirmations.read(reader.offer(record)));
        log.clear();
    }

    private static boolean isDone(CompletionStage<Long> stage) {
        return stage.toCompletableFuture().isDone();
    }

    @Test
    void confirmsAnAppendWhenItsLastPieceComesBack() {
        CompletionStage<Long> first = append(1);
        byte[] lastPiece = log.remove(log.size() - 1);
        readBack();
        assertFalse(isDone(first));
        log.add(lastPiece);
        CompletionStage<Long> second = append(2);
        readBack();
        assertEquals(0, await(first));
        assertEquals(60, await(second));
        assertEquals(0, confirmations.pending());
    }

    @Test
    void confirmsTheMarkOfATrim() {
        OwnerSequence.Numbered mark = owner.trimmed(0);
        log.addAll(mark.records());
        CompletionStage<Long> stage = confirmations.expect(mark.number(), mark.position());
        readBack();
        assertTrue(isDone(stage));
    }

    @Test
    void confirmsNothingBehindANewerClaimAndSaysWhereTheOwnerIs() {
        CompletionStage<Long> before = append(1);
        log.add(OwnerSequence.claim(reader.point(), 0, new Claimant("b", "tcp://b:5670", 2)));
        CompletionStage<Long> behind = append(2);
        readBack();
        assertEquals(0, await(before));
        StaleOwnerException stale = assertInstanceOf(StaleOwnerException.class, failure(behind));
        assertEquals("tcp://b:5670", stale.owner());
        assertEquals(stale, failure(append(3)), "and all later ones");
    }

    @Test
    void failsWhenAnAppendWasLost() {
        CompletionStage<Long> lost = append(1);
        log.clear();
        append(2);
        assertNull(confirmations.failure());
        readBack();
        assertInstanceOf(LogFailedException.class, failure(lost));
        assertInstanceOf(LogFailedException.class, failure(append(3)));
    }

    @Test
    void failsWhenTheLastAppendWasLostAndTheOwnerIsIdle() {
        CompletionStage<Long> lost = append(1);
        log.clear();
        log.add(owner.alive(NODE));
        readBack();
        assertInstanceOf(LogFailedException.class, failure(lost));
    }

    @Test
    void repeatedRecordsConfirmOnce() {
        CompletionStage<Long> first = append(1);
        log.addAll(List.copyOf(log));
        CompletionStage<Long> second = append(2);
        readBack();
        assertTrue(isDone(first) && isDone(second));
        assertNull(confirmations.failure());
    }

    /** An owner that stood still while the log went on, and was trimmed. */
    @Test
    void failsWhenItReadsARecordOfANewerEpochWithoutItsClaim() {
        OwnerSequence newer = new OwnerSequence(new ReadingPoint(42, 3, 5, 600, 0), 100);
        for (byte[] record : List.of(
                newer.alive(NODE),
                newer.entry(new byte[4]).records().get(0),
                newer.trimmed(600).records().get(0))) {
            Confirmations frozen = new Confirmations(1);
            CompletionStage<Long> stage = frozen.expect(1, 0);
            frozen.read(Acceptance.ofTrimmedLog().offer(record));
            assertInstanceOf(StaleOwnerException.class, failure(stage));
        }
    }
}
