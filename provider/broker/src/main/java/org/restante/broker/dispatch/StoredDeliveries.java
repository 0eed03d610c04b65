package org.restante.broker.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.State;

/**
 * Deliveries in the entry that stores their messages: the log has one entry in place of two, and they wait for no second one. Owned by the
 * broker thread.
 *
 * <p>The trap: a message may not overtake another one, so nothing may wait in the queue but what the same decision stores before it.
 */
public final class StoredDeliveries {

    /** More bytes than the delivery of one message takes in an entry; the names of consumer and client are the most of it. */
    private static final long MAX_DELIVERED = 16 << 10;

    private final State state;
    private final Ledger ledger;
    private final Dispatcher dispatcher;

    public StoredDeliveries(State state, Ledger ledger, Dispatcher dispatcher) {
        this.state = state;
        this.ledger = ledger;
        this.dispatcher = dispatcher;
    }

    /**
     * Adds to a decision that stores messages the deliveries of those which a consumer can take at once: it has credit and no selector,
     * and nothing waits before the message. The caller appends the decision, then calls {@link #appended}.
     */
    public void addTo(Decision storing) {
        List<Change.Stored> stored = null;
        for (Change change : storing.changes()) {
            if (change instanceof Change.Stored one) {
                stored = stored == null ? new ArrayList<>(1) : stored;
                stored.add(one);
            }
        }
        if (stored != null && areOfOnePriority(stored) && ledger.refusal(mostBytes(stored)) == null) {
            Map<DeliveryQueue, Integer> behind = queues(stored);
            for (Change.Stored one : stored) {
                for (int id : one.owners()) {
                    deliver(one.message(), state.destinations().owner(id), behind, storing.time());
                }
            }
            dispatcher.addDeliveries(storing);
        }
    }

    private static boolean areOfOnePriority(List<Change.Stored> stored) {
        int priority = stored.get(0).message().priority();
        return stored.stream().allMatch(one -> one.message().priority() == priority);
    }

    /** The most bytes of an entry with these stored messages and their deliveries. */
    private static long mostBytes(List<Change.Stored> stored) {
        long bytes = MAX_DELIVERED;
        for (Change.Stored one : stored) {
            bytes += one.message().size() + MAX_DELIVERED * one.owners().length;
        }
        return bytes;
    }

    /** How many of these messages each queue has. */
    private Map<DeliveryQueue, Integer> queues(List<Change.Stored> stored) {
        Map<DeliveryQueue, Integer> queues = new HashMap<>();
        for (Change.Stored one : stored) {
            for (int id : one.owners()) {
                DeliveryQueue queue = state.destinations().owner(id);
                if (queue != null && !QueueConsumers.on(queue).isEmpty()) {
                    queues.merge(queue, 1, Integer::sum);
                }
            }
        }
        return queues;
    }

    /** @param behind how many messages of the decision each queue has from this one on */
    private void deliver(
            StoredMessage message, @Nullable DeliveryQueue queue, Map<DeliveryQueue, Integer> behind, long time) {
        Integer rest = queue == null ? null : behind.get(queue);
        if (queue == null || rest == null) {
            return; // it has no consumers
        }
        behind.put(queue, rest - 1);
        boolean isNext = queue.size() - queue.inFlight() == rest;
        if (isNext
                && !message.isVolatile()
                && !message.isExpired(time)
                && !queue.policy().drops()) {
            MessageReference reference = queue.ownBacklog().find(message.priority(), message.sequence());
            ClientConsumer consumer =
                    reference == null || !isPlain(queue, reference) ? null : QueueConsumers.ready(queue);
            if (reference != null && consumer != null) {
                dispatcher.assign(consumer, reference);
            }
        }
    }

    private static boolean isPlain(DeliveryQueue queue, MessageReference reference) {
        return !reference.isInFlight() && !reference.isDelayed() && queue.groupOf(reference) == null;
    }

    /** The decision has been appended: its deliveries are sent when this gate is kept. */
    public void appended(long gate) {
        dispatcher.appended(gate);
    }
}
