package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.broker.persistence.SnapshotPass;
import org.restante.broker.persistence.SnapshotRows;
import org.restante.broker.state.Change;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.message.Address;

/** Pauses in snapshots, and in definitions that are written to the log again. */
final class PausedTest {

    private static final SubscriptionDefinition DAILY =
            new SubscriptionDefinition(3, 2, "anna", "daily", null, false, false, true);

    private static State state(Change... paused) {
        State state = new State(10, 1 << 20);
        state.apply(0, new Change.DestinationCreated(1, Address.queue("orders")));
        state.apply(0, new Change.DestinationCreated(2, Address.topic("news")));
        state.apply(0, new Change.SubscriptionCreated(DAILY));
        for (Change change : paused) {
            state.apply(0, change);
        }
        return state;
    }

    private static State throughSnapshot(State state, boolean logDefines) {
        State loaded = new State(10, 1 << 20);
        SnapshotRows.Loader loader = new SnapshotRows.Loader(loaded, id -> true, logDefines);
        SnapshotPass pass = new SnapshotPass(state, 1000);
        List<SnapshotRows.Row> rows = pass.next();
        byte[] before = new byte[0];
        for (SnapshotRows.Row row : rows) {
            assertTrue(java.util.Arrays.compareUnsigned(before, row.key()) < 0, "the rows are in order");
            before = row.key();
            loader.load(row.key(), row.value());
        }
        return loaded;
    }

    private static List<Boolean> paused(State state) {
        return List.of(
                state.destinations()
                        .at(org.restante.link.Place.of(Address.queue("orders")))
                        .isPaused(),
                state.destinations().topics().iterator().next().isPaused(),
                state.destinations().owners().stream()
                        .filter(owner -> owner.id() == 3)
                        .findFirst()
                        .orElseThrow()
                        .isPausedItself());
    }

    @Test
    void comesBackFromASnapshot() {
        assertEquals(List.of(false, false, false), paused(throughSnapshot(state(), false)));
        assertEquals(
                List.of(true, false, true),
                paused(throughSnapshot(state(new Change.Paused(1, true), new Change.Paused(3, true)), false)));
        assertEquals(List.of(false, true, false), paused(throughSnapshot(state(new Change.Paused(2, true)), false)));
    }

    @Test
    void isSaidAgainBehindWhatItSpeaksOf() {
        State state = state(new Change.Paused(1, true), new Change.Paused(2, true), new Change.Paused(3, true));
        State again = new State(10, 1 << 20);
        SnapshotPass.definitions(state).forEach(change -> again.apply(0, change));
        assertEquals(List.of(true, true, true), paused(again));
    }

    @Test
    void countsAsTheLogHasItWhereThatGoesOnBehindTheSnapshot() {
        assertEquals(List.of(false, false, false), paused(throughSnapshot(state(new Change.Paused(1, true)), true)));
    }

    @Test
    void holdsForASubscriptionThatComesToAPausedTopicLater() {
        State state = state(new Change.Paused(2, true));
        state.apply(
                0,
                new Change.SubscriptionCreated(
                        new SubscriptionDefinition(4, 2, null, null, null, false, false, false)));
        DeliveryQueue later = state.destinations().owner(4);
        assertTrue(later != null && later.isPaused() && !later.isPausedItself());
        state.apply(0, new Change.Paused(2, false));
        assertFalse(later.isPaused());
    }
}
