package org.restante.broker.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Eviction;
import org.restante.broker.state.State;
import org.restante.link.Settings;
import org.restante.link.Tag;
import org.restante.message.Address;
import org.restante.message.BodyKind;
import org.restante.message.Envelope;
import org.restante.message.Header;
import org.restante.message.MessageId;

/** The row of a last value that was replaced while it was in flight. */
final class ReplacedRowTest {

    private static final Address QUEUE = Address.queue("prices");
    private static final int ID = 7;

    private final State state = state();

    private static State state() {
        State made = new State(100, 1 << 20);
        made.apply(0, new Change.SettingsChanged(QUEUE, Settings.of(Map.of("lastValueKey", "stock"))));
        made.apply(0, new Change.DestinationCreated(ID, QUEUE));
        return made;
    }

    private static Envelope priced(int number) {
        Header header = new Header(new MessageId(1, 1, number), QUEUE, true, 4, 0, 0, 0, null, null, null);
        return Envelope.of(header, Map.of("stock", "tea"), BodyKind.NONE, null);
    }

    private MessageReference store(int number) {
        Envelope envelope = priced(number);
        StoredMessage message = new StoredMessage(number, 0, envelope);
        state.apply(0, new Change.Stored(message, envelope, new int[] {ID}, new int[1], false));
        state.place(message, number, 0);
        return Objects.requireNonNull(State.find(queue(state), new Tag(ID, 4, number)));
    }

    private static DeliveryQueue queue(State in) {
        return Objects.requireNonNull(in.destinations().queue(QUEUE));
    }

    @Test
    void hasTheMarkThoughTheLaterOneIsGone() {
        MessageReference old = store(1);
        state.apply(0, new Change.Delivered(ID, "consumer", null, List.of(new Change.Attempt(old.tag(), 1))));
        MessageReference young = store(2);
        String by = Objects.requireNonNull(queue(state).lastValues().replacementOf(old));
        assertEquals(young.message().id().toString(), by);
        SnapshotRows.Row row = SnapshotRows.reference(old, 0);

        State loaded = state();
        new SnapshotRows.Loader(loaded, id -> true, false).load(row.key(), row.value());
        MessageReference again = Objects.requireNonNull(State.find(queue(loaded), old.tag()));
        assertEquals(by, queue(loaded).lastValues().replacementOf(again));
        assertNull(queue(loaded).lastValues().valueOf(again));
        Decision decision = new Decision(loaded, 0);
        Eviction.afterReturned(decision, queue(loaded), 0);
        assertEquals(0, queue(loaded).backlog().size());
        assertTrue(decision.changes().get(0) instanceof Change.Settled);
    }
}
