package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.restante.link.Event;
import org.restante.message.MessageId;

/** What clients of a cluster were promised: each message with what is known of its send and of its acknowledgement. */
final class SharedModel {

    private final Map<MessageId, Sent> messages = new LinkedHashMap<>();
    private final List<Batch> batches = new ArrayList<>();

    /** A message. */
    static final class Sent {
        final MessageId id;
        final String queue;
        boolean isConfirmed;
        boolean isAcknowledging;
        int acknowledgements;
        boolean isDelivered;
        boolean isAcknowledged;
        int highest;
        boolean isTaken;

        Sent(MessageId id, String queue) {
            this.id = id;
            this.queue = queue;
        }

        @Override
        public String toString() {
            return id + " of " + queue + " (" + (isConfirmed ? "confirmed" : "unknown") + ", "
                    + (isAcknowledged ? "acknowledged" : isAcknowledging ? "acknowledging" : "waiting") + ", attempt "
                    + highest + ")";
        }
    }

    /** What one transaction sends and acknowledges. */
    record Batch(List<Sent> sends, List<Sent> acknowledged) {}

    Sent sent(MessageId id, String queue) {
        Sent made = new Sent(id, queue);
        messages.put(id, made);
        return made;
    }

    void commit(Batch batch) {
        batches.add(batch);
    }

    /**
     * A delivery has reached a client.
     *
     * @param isLate whether the node has been succeeded without knowing it: it may pass on what was decided before, as a network
     *     may. So the one delivery that is not flagged may come behind one that is.
     */
    Sent delivered(Event.Delivery delivery, boolean isLate) {
        Sent sent = messages.get(delivery.message().id());
        assertFalse(
                sent.isAcknowledged && !isLate, () -> sent + " comes again after its acknowledgement was confirmed");
        assertFalse(delivery.attempt() == 1 && sent.isDelivered, () -> sent + " comes twice as if it were new");
        sent.isDelivered |= delivery.attempt() == 1;
        sent.highest = Math.max(sent.highest, delivery.attempt());
        return sent;
    }

    /** In the end, what could be taken was taken. */
    void check() {
        for (Sent sent : messages.values()) {
            assertTrue(sent.isTaken || !sent.isConfirmed || sent.isAcknowledging, () -> sent + " is lost");
        }
        for (Batch batch : batches) {
            Map<Boolean, List<Sent>> outcomes = new HashMap<>();
            for (Sent sent : batch.sends()) {
                if (!sent.isAcknowledging) {
                    outcomes.computeIfAbsent(sent.isTaken, any -> new ArrayList<>())
                            .add(sent);
                }
            }
            for (Sent sent : batch.acknowledged()) {
                if (sent.acknowledgements == 1) { // otherwise it may be another one that took effect
                    outcomes.computeIfAbsent(!sent.isTaken, any -> new ArrayList<>())
                            .add(sent);
                }
            }
            assertTrue(outcomes.size() < 2, () -> "half a transaction: " + outcomes);
        }
    }

    /** The messages that must wait in a queue, in their order. */
    List<MessageId> waiting(String queue) {
        return messages.values().stream()
                .filter(sent -> sent.queue.equals(queue) && sent.isConfirmed && !sent.isAcknowledging)
                .map(sent -> sent.id)
                .toList();
    }

    void checkOrder(String queue, List<MessageId> taken) {
        List<MessageId> expected = waiting(queue);
        List<MessageId> found = taken.stream().filter(expected::contains).toList();
        assertEquals(expected, found, () -> "the messages of " + queue);
    }

    void cover(Set<SharedSimulation.Coverage> coverage) {
        for (Sent sent : messages.values()) {
            if (sent.highest > 1) {
                coverage.add(SharedSimulation.Coverage.REDELIVERED);
            }
            if (!sent.isConfirmed && !sent.isAcknowledging) {
                coverage.add(
                        sent.isTaken
                                ? SharedSimulation.Coverage.UNKNOWN_SENDS_KEPT
                                : SharedSimulation.Coverage.UNKNOWN_SENDS_GONE);
            }
        }
    }
}
