package org.restante.broker.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.State;
import org.restante.link.DeliveryStatus;
import org.restante.link.Tag;
import org.restante.log.Keep;
import org.restante.log.MemoryLog;

/** Acknowledgements that follow each other are one entry of the log, in their order among the other decisions. */
final class SharedEntryTest {

    private final MemoryLog log = new MemoryLog(1 << 20);
    private final Ledger ledger = new Ledger(log, () -> {});
    private final State state = new State(10, 1 << 16);

    SharedEntryTest() throws Exception {
        log.claim();
    }

    private static Change settled(int owner, int from, int to) {
        List<Tag> tags = IntStream.range(from, to)
                .mapToObj(sequence -> new Tag(owner, 4, sequence))
                .toList();
        return new Change.Settled(owner, DeliveryStatus.State.ACKNOWLEDGED, null, tags);
    }

    private Decision acknowledged(long time, int owner, int from, int to) {
        Decision decision = new Decision(state, time);
        decision.record(settled(owner, from, to));
        decision.sync();
        return decision;
    }

    private List<List<Change>> entries() throws Exception {
        List<List<Change>> entries = new ArrayList<>();
        log.replay(log.first(), (position, entry) -> {
            List<Change> changes = new ArrayList<>();
            ChangeCodec.decode(entry, (time, change, offset) -> changes.add(change));
            entries.add(changes);
            return true;
        });
        return entries;
    }

    @Test
    void thoseOfOneRoundAreOneEntryAndOneChangeForEachQueue() throws Exception {
        long first = ledger.appendAcknowledgements(acknowledged(5, 1, 0, 3));
        long second = ledger.appendAcknowledgements(acknowledged(5, 1, 3, 5));
        long third = ledger.appendAcknowledgements(acknowledged(5, 2, 9, 10));
        assertEquals(List.of(first, first), List.of(second, third));
        assertEquals(first, ledger.lastSync());
        assertEquals(List.of(), entries());
        assertTrue(ledger.kept() < first);

        ledger.poll();

        assertEquals(first, ledger.kept());
        assertEquals(List.of(List.of(settled(1, 0, 5), settled(2, 9, 10))), entries());
    }

    @Test
    void anotherDecisionComesBehindThem() throws Exception {
        long acknowledged = ledger.appendAcknowledgements(acknowledged(5, 1, 0, 3));
        Decision paused = new Decision(state, 5);
        paused.record(new Change.Paused(1, true));
        long behind = ledger.append(paused);
        long next = ledger.appendAcknowledgements(acknowledged(5, 1, 3, 4));
        ledger.poll();
        assertEquals(List.of(1L, 2L, 3L), List.of(acknowledged, behind, next));
        assertEquals(
                List.of(List.of(settled(1, 0, 3)), List.of(new Change.Paused(1, true)), List.of(settled(1, 3, 4))),
                entries());
    }

    @Test
    void thoseOfAnotherTimeOrAnotherDurabilityAreAnotherEntry() throws Exception {
        ledger.appendAcknowledgements(acknowledged(5, 1, 0, 3));
        ledger.appendAcknowledgements(acknowledged(6, 1, 3, 4));
        Decision unsynced = new Decision(state, 6);
        unsynced.record(settled(1, 4, 5));
        assertEquals(3, ledger.appendAcknowledgements(unsynced));
        assertEquals(2, ledger.lastSync());
        ledger.poll();
        assertEquals(3, entries().size());
    }

    @Test
    void anEntryHasABound() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            ledger.appendAcknowledgements(acknowledged(5, i, 0, 1));
        }
        assertTrue(ledger.flush());
        assertFalse(ledger.flush());
        assertEquals(5_000, entries().stream().mapToInt(List::size).sum());
        assertEquals(2, entries().size());
    }

    @Test
    void oneWithMoreMessagesThanAnEntryTakesIsKeptWhenItsLastPartIs() throws Exception {
        ledger.appendAcknowledgements(acknowledged(5, 1, 0, 1));
        Decision longer = new Decision(state, 5);
        longer.record(new Change.Settled(
                1,
                DeliveryStatus.State.ACKNOWLEDGED,
                null,
                IntStream.range(0, 100_000)
                        .mapToObj(i -> new Tag(1, 4, 1_000 + 3L * i))
                        .toList()));
        longer.sync();
        long gate = ledger.appendAcknowledgements(longer);
        assertEquals(Keep.SYNCED, longer.keep());
        ledger.poll();
        assertEquals(gate, ledger.kept());
        assertEquals(gate, ledger.lastSync());
        assertEquals(gate, entries().size());
    }
}
