package org.restante.broker.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.message.Address;

/**
 * A log is replayed over a snapshot that may be newer than its first entries, so it brings back destinations that were deleted, for a
 * while. One that was made again under the same name meanwhile keeps the name.
 */
final class ReplayedNamesTest {

    private static final Address QUEUE = Address.queue("orders");
    private static final Address TOPIC = Address.topic("news");
    private static final Address PATTERN = Address.topic("news.*");

    private final State state = new State(10, 1 << 20);

    private void apply(Change... changes) {
        for (Change change : changes) {
            state.apply(1, change);
        }
    }

    private static Change.SubscriptionCreated subscription(int id, int topic) {
        return new Change.SubscriptionCreated(
                new SubscriptionDefinition(id, topic, null, "audit", null, false, true, true));
    }

    @Test
    void queueThatWasDeletedAndMadeAgain() {
        apply(new Change.QueueMade(9, QUEUE)); // of the snapshot
        apply(new Change.QueueMade(5, QUEUE), new Change.DestinationRemoved(5), new Change.QueueMade(9, QUEUE));
        DeliveryQueue queue = state.destinations().queue(QUEUE);
        assertNotNull(queue);
        assertEquals(9, queue.id());
        assertNull(state.destinations().owner(5));
        assertEquals(
                Destinations.COST + Destinations.heap("orders"),
                state.destinations().heap());
    }

    @Test
    void queueKeepsItsNameBeforeTheEarlierOneIsDeletedAgain() {
        apply(new Change.DestinationCreated(9, QUEUE));
        apply(new Change.DestinationCreated(5, QUEUE));
        DeliveryQueue queue = state.destinations().queue(QUEUE);
        assertNotNull(queue);
        assertEquals(9, queue.id());
    }

    @Test
    void topicThatWasDeletedAndMadeAgain() {
        for (Address address : List.of(TOPIC, PATTERN)) {
            State fresh = new State(10, 1 << 20);
            fresh.apply(1, new Change.DestinationCreated(9, address));
            fresh.apply(1, subscription(10, 9));
            fresh.apply(1, new Change.DestinationCreated(5, address));
            fresh.apply(1, subscription(6, 5));
            fresh.apply(1, new Change.DestinationRemoved(5));
            fresh.apply(1, new Change.DestinationCreated(9, address));
            fresh.apply(1, subscription(10, 9));
            Topic topic = fresh.destinations().topic(address);
            assertNotNull(topic, address::toString);
            assertEquals(9, topic.id());
            Address matching = address.equals(PATTERN) ? Address.topic("news.late") : address;
            assertEquals(
                    List.of(10),
                    fresh.destinations().subscribers(matching).stream()
                            .map(DeliveryQueue::id)
                            .toList());
        }
    }

    @Test
    void patternWhoseFirstDefinitionIsReadBeforeItsRemoval() {
        apply(new Change.DestinationCreated(5, PATTERN), new Change.DestinationCreated(9, PATTERN));
        apply(subscription(10, 9), new Change.DestinationRemoved(5));
        assertEquals(
                List.of(10),
                state.destinations().subscribers(Address.topic("news.late")).stream()
                        .map(DeliveryQueue::id)
                        .toList());
    }
}
