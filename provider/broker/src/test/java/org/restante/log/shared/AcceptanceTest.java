package org.restante.log.shared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.restante.log.Entries.entry;
import static org.restante.log.Entries.index;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.log.shared.Outcome.Reason;

class AcceptanceTest {

    private static final Claimant NODE = new Claimant("a", "tcp://a:1", 1);
    private static final int MAX_RECORD = 156;

    private final Acceptance reader = Acceptance.from(ReadingPoint.NEW_LOG);

    private OwnerSequence claim() {
        assertInstanceOf(Outcome.Claimed.class, reader.offer(OwnerSequence.claim(reader.point(), 42, NODE)));
        return new OwnerSequence(reader.point(), MAX_RECORD);
    }

    private Outcome offer(List<byte[]> records) {
        Outcome last = null;
        for (byte[] record : records) {
            last = reader.offer(record);
        }
        return last;
    }

    private Reason reason(byte[] record) {
        ReadingPoint before = reader.point();
        Reason reason =
                assertInstanceOf(Outcome.Voided.class, reader.offer(record)).reason();
        assertEquals(before, reader.point(), "a void record changes nothing");
        return reason;
    }

    private static byte[] only(OwnerSequence.Numbered numbered) {
        assertEquals(1, numbered.records().size());
        return numbered.records().get(0);
    }

    @Test
    void acceptsTheEntriesOfTheOwnerInOrder() {
        OwnerSequence owner = claim();
        long end = 0;
        for (int i = 1; i <= 20; i++) {
            OwnerSequence.Numbered numbered = owner.entry(entry(i, 90 + 40 * i));
            Outcome.Entry accepted = assertInstanceOf(Outcome.Entry.class, offer(numbered.records()));
            assertEquals(i, index(accepted.bytes()));
            assertEquals(i, accepted.number());
            assertEquals(end, accepted.position());
            assertEquals(numbered.position(), accepted.position());
            end = accepted.end();
        }
        assertEquals(new ReadingPoint(42, 1, 20, end, 0), reader.point());
    }

    @Test
    void anEntryWithNothingInItHasAPositionOfItsOwn() {
        OwnerSequence owner = claim();
        assertEquals(
                0,
                assertInstanceOf(
                                Outcome.Entry.class,
                                offer(owner.entry(new byte[0]).records()))
                        .position());
        assertEquals(
                1,
                assertInstanceOf(
                                Outcome.Entry.class,
                                offer(owner.entry(new byte[0]).records()))
                        .position());
    }

    @Test
    void voidsTheRecordsOfAnOwnerThatWasSucceeded() {
        OwnerSequence frozen = claim();
        offer(frozen.entry(entry(1, 20)).records());
        OwnerSequence.Numbered half = frozen.entry(entry(2, 300));
        assertInstanceOf(Outcome.Partial.class, reader.offer(half.records().get(0)));
        OwnerSequence newer = claim();
        assertEquals(Reason.STALE_EPOCH, reason(half.records().get(1)));
        assertEquals(Reason.STALE_EPOCH, reason(only(frozen.entry(entry(3, 20)))));
        assertEquals(Reason.STALE_EPOCH, reason(only(frozen.trimmed(10))));
        assertEquals(Reason.STALE_EPOCH, reason(frozen.alive(NODE)));
        Outcome.Entry accepted = assertInstanceOf(
                Outcome.Entry.class, offer(newer.entry(entry(4, 300)).records()));
        assertEquals(20, accepted.position());
        assertEquals(1, accepted.number());
        assertEquals(new Outcome.Alive(2, NODE), reader.offer(newer.alive(NODE)));
        assertEquals(Reason.STALE_EPOCH, reason(frozen.left(NODE)));
        assertEquals(new Outcome.Left(2), reader.offer(newer.left(NODE)));
    }

    @Test
    void theFirstClaimOfAnEpochCounts() {
        ReadingPoint before = reader.point();
        byte[] first = OwnerSequence.claim(before, 42, NODE);
        byte[] second = OwnerSequence.claim(before, 43, new Claimant("b", "", 2));
        Outcome.Claimed claimed = assertInstanceOf(Outcome.Claimed.class, reader.offer(first));
        assertEquals(NODE, claimed.claimant());
        assertEquals(Reason.CLAIMED_BEFORE, reason(second));
        assertEquals(Reason.CLAIMED_BEFORE, reason(first));
        byte[] later = OwnerSequence.claim(new ReadingPoint(42, 4, 0, 0, 0), 42, NODE);
        assertEquals(Reason.UNCLAIMED_EPOCH, reason(later));
    }

    @Test
    void voidsWhatFollowsALostRecord() {
        OwnerSequence owner = claim();
        OwnerSequence.Numbered lost = owner.entry(entry(1, 20));
        assertEquals(Reason.GAP, reason(only(owner.entry(entry(2, 20)))));
        assertEquals(Reason.GAP, reason(owner.alive(NODE)));
        assertInstanceOf(Outcome.Entry.class, offer(lost.records()), "it was late");
        List<byte[]> pieces = owner.entry(entry(3, 500)).records();
        assertEquals(Reason.GAP, reason(pieces.get(0)), "entry 2 is still missing");
        assertTrue(pieces.size() > 2);
    }

    @Test
    void voidsThePiecesBehindALostPiece() {
        OwnerSequence owner = claim();
        List<byte[]> pieces = owner.entry(entry(1, 450)).records();
        assertEquals(Reason.GAP, reason(pieces.get(1)));
        assertInstanceOf(Outcome.Partial.class, reader.offer(pieces.get(0)));
        assertFalse(reader.isBetweenEntries());
        assertEquals(Reason.GAP, reason(pieces.get(2)));
        assertEquals(Reason.GAP, reason(only(owner.entry(entry(2, 20)))));
        Outcome.Entry late = assertInstanceOf(Outcome.Entry.class, offer(pieces));
        assertArrayEquals(entry(1, 450), late.bytes());
        assertTrue(reader.isBetweenEntries());
    }

    @Test
    void voidsRepetitionsAndGoesOn() {
        OwnerSequence owner = claim();
        List<byte[]> first = owner.entry(entry(1, 450)).records();
        for (int i = 0; i < first.size() - 1; i++) {
            assertInstanceOf(Outcome.Partial.class, reader.offer(first.get(i)));
            assertEquals(Reason.REPEATED, reason(first.get(i)));
        }
        assertInstanceOf(Outcome.Entry.class, reader.offer(first.get(first.size() - 1)));
        first.forEach(piece -> assertEquals(Reason.REPEATED, reason(piece)));
        assertInstanceOf(Outcome.Entry.class, offer(owner.entry(entry(2, 20)).records()));
    }

    @Test
    void voidsWhatIsForeignDamagedOrOfAnotherLog() {
        OwnerSequence owner = claim();
        assertEquals(Reason.FOREIGN, reason(new byte[] {1, 2, 3}));
        byte[] damaged = only(owner.entry(entry(1, 20)));
        damaged[RecordCodec.OVERHEAD + 3]++;
        assertEquals(Reason.DAMAGED, reason(damaged));
        OwnerSequence other = new OwnerSequence(new ReadingPoint(43, 1, 0, 0, 0), MAX_RECORD);
        assertEquals(Reason.OTHER_STORE, reason(only(other.entry(entry(1, 20)))));
        assertEquals(Reason.OTHER_STORE, reason(OwnerSequence.claim(new ReadingPoint(43, 1, 0, 0, 0), 43, NODE)));
    }

    @Test
    void voidsWhatComesBeforeTheFirstClaim() {
        OwnerSequence nobody = new OwnerSequence(ReadingPoint.NEW_LOG, MAX_RECORD);
        assertEquals(Reason.UNCLAIMED_EPOCH, reason(only(nobody.entry(entry(1, 20)))));
        assertEquals(Reason.UNCLAIMED_EPOCH, reason(OwnerSequence.claim(ReadingPoint.NEW_LOG, 0, NODE)));
    }

    @Test
    void voidsAnEntryAtAPositionThatIsUsed() {
        OwnerSequence owner = claim();
        offer(owner.entry(entry(1, 20)).records());
        OwnerSequence wrong = new OwnerSequence(new ReadingPoint(42, 1, 1, 19, 0), MAX_RECORD);
        assertEquals(Reason.CONTRADICTION, reason(only(wrong.entry(entry(2, 20)))));
    }

    @Test
    void tellsATrimFromALoss() {
        OwnerSequence owner = claim();
        offer(owner.entry(entry(1, 100)).records());
        assertEquals(100, owner.next());
        OwnerSequence.Numbered second = owner.entry(entry(2, 100));
        OwnerSequence.Numbered third = owner.entry(entry(3, 100));
        OwnerSequence.Numbered mark = owner.trimmed(100);
        offer(second.records());
        offer(third.records());
        assertInstanceOf(Outcome.Trimmed.class, offer(mark.records()));
        assertFalse(reader.point().isCutOtherwise(100));
        assertTrue(reader.point().isCutOtherwise(200));

        Acceptance trimmed = Acceptance.ofTrimmedLog();
        for (OwnerSequence.Numbered numbered : List.of(second, third, mark)) {
            trimmed.offer(only(numbered));
        }
        assertEquals(reader.point(), trimmed.point());
    }

    @Test
    void aTrimmedLogMayBeginWithAnyKindOfRecord() {
        OwnerSequence owner = claim();
        offer(owner.entry(entry(1, 20)).records());
        byte[] alive = owner.alive(NODE);
        byte[] mark = only(owner.trimmed(10));
        byte[] last = only(owner.entry(entry(2, 20)));
        byte[] claim = OwnerSequence.claim(new ReadingPoint(42, 1, 3, 40, 10), 0, NODE);
        byte[] next = only(new OwnerSequence(new ReadingPoint(42, 2, 0, 40, 10), MAX_RECORD).entry(entry(3, 20)));
        List<byte[]> all = List.of(alive, mark, last, claim, next);
        all.forEach(reader::offer);
        for (int from = 0; from < all.size(); from++) {
            Acceptance trimmed = Acceptance.ofTrimmedLog();
            all.subList(from, all.size()).forEach(trimmed::offer);
            ReadingPoint whole = reader.point();
            long seen = from < 2 ? whole.trimmed() : 0;
            assertEquals(
                    new ReadingPoint(whole.store(), whole.epoch(), whole.number(), whole.end(), seen), trimmed.point());
        }
    }
}
