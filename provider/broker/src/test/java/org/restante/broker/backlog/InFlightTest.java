package org.restante.broker.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Policies;
import org.restante.message.Address;
import org.restante.message.MessageId;

class InFlightTest {

    private static final DeliveryQueue QUEUE =
            new DeliveryQueue(1, Address.queue("q"), null, new Policies().of(Address.queue("q")));

    private final InFlight session = new InFlight();
    private final InFlight other = new InFlight();
    private final MessageReference first = reference(1);
    private final MessageReference second = reference(2);
    private final MessageReference third = reference(3);

    private static MessageReference reference(long sequence) {
        StoredMessage message = new StoredMessage(sequence, 0, new MessageId(1, 1, sequence), 10, 4, 0, 0, null);
        return new MessageReference(message, QUEUE, 0);
    }

    @Test
    void keepsTheOrderOfDelivery() {
        session.addAll(List.of(third, first, second));

        assertEquals(List.of(third, first, second), new ArrayList<>(session));
    }

    @Test
    void removesFromTheMiddleAndBothEnds() {
        session.addAll(List.of(first, second, third));

        assertTrue(session.remove(second));
        assertEquals(List.of(first, third), new ArrayList<>(session));
        assertTrue(session.remove(third));
        assertTrue(session.remove(first));
        assertFalse(session.remove(first));
        assertEquals(0, session.size());
        assertTrue(session.add(second));
        assertEquals(List.of(second), new ArrayList<>(session));
    }

    @Test
    void hasAMessageOnce() {
        session.add(first);

        assertFalse(session.add(first));
        assertEquals(1, session.size());
    }

    @Test
    void takesAMessageOutOfTheListOfAnotherSession() {
        session.addAll(List.of(first, second));
        other.add(first);

        assertFalse(session.contains(first));
        assertEquals(List.of(second), new ArrayList<>(session));
        assertEquals(List.of(first), new ArrayList<>(other));
    }

    @Test
    void keepsAReturnedMessageUntilItIsRemoved() {
        InFlightHolder holder = new InFlightHolder() {};
        first.holdBy(holder, holder);
        session.add(first);
        session.add(second);
        first.returned(1);

        assertNull(first.session());
        assertTrue(session.contains(first));
        session.retainAll(Set.of(second));
        assertEquals(List.of(second), new ArrayList<>(session));
        assertFalse(session.contains(first));
    }
}
