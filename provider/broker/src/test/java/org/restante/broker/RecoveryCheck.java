package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Destinations;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.DeliveryStatus;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/**
 * Compares a recovered broker with the model. Where the crash allows both outcomes of an operation, the model takes over the one
 * found. Owned by the simulation's thread.
 */
final class RecoveryCheck {

    private final SimulationState simulation;
    private final Model model;
    private final SimulatedBroker broker;
    private final boolean powerLoss;
    private final long guaranteed;
    private final Map<Model.Operation, Boolean> outcomes = new LinkedHashMap<>();
    private final Set<Model.Owed> found = new HashSet<>();

    RecoveryCheck(SimulationState simulation, boolean powerLoss) {
        this.simulation = simulation;
        this.model = simulation.model;
        this.broker = simulation.broker;
        this.powerLoss = powerLoss;
        this.guaranteed = model.guaranteed(powerLoss);
    }

    void run() {
        model.mayLackHistory |= broker.wasTrimmedWithoutSnapshot();
        checkCounts();
        Set<Integer> known = new HashSet<>();
        for (Model.Owner owner : new ArrayList<>(model.owners)) {
            if (!owner.durable) {
                model.owners.remove(owner);
                continue;
            }
            end(owner.owed);
            end(owner.inDoubt);
            DeliveryQueue queue = find(owner);
            if (queue == null) {
                absent(owner);
            } else {
                known.add(queue.id());
                present(owner, queue);
            }
        }
        for (DeliveryQueue queue : broker.state().destinations().owners()) {
            assertTrue(known.contains(queue.id()), () -> queue.address() + " was never created, or was removed");
        }
        checkIdentified();
        checkPendingRequests();
        settle();
        checkStatus();
        model.found(powerLoss);
    }

    /** Messages that are not persistent have ended with the broker: none may come again. */
    private static void end(Map<MessageId, Model.Owed> owed) {
        List<Model.Owed> ended =
                owed.values().stream().filter(each -> !each.isRecovered()).toList();
        ended.forEach(Model.Owed::end);
        owed.values().removeAll(ended);
    }

    private @Nullable DeliveryQueue find(Model.Owner owner) {
        Destinations destinations = broker.state().destinations();
        return owner.created == null ? destinations.queue(owner.address) : destinations.owner(owner.id);
    }

    private void absent(Model.Owner owner) {
        Model.Operation created = owner.created;
        if (created == null) {
            owner.owed.values().removeIf(owed -> isInDoubt(owed, Map.of()));
            for (Model.Owed owed : owner.owed.values()) {
                check(owed, null);
            }
        } else if (broker.state().nextId() <= owner.id) { // its definition was never kept
            assertTrue(created.order > guaranteed, () -> owner + " is gone");
            decide(created, false);
            model.owners.remove(owner);
        } else {
            assertNotNull(owner.removed, () -> owner + " is gone");
            decide(owner.removed, true);
        }
    }

    private void present(Model.Owner owner, DeliveryQueue queue) {
        if (owner.removed != null) {
            assertTrue(owner.removed.order > guaranteed, () -> owner + " is back");
            decide(owner.removed, false);
            owner.removed = null;
        }
        if (owner.created != null) {
            decide(owner.created, true);
        }
        owner.users = 0;
        Map<Model.Owed, MessageReference> present = new LinkedHashMap<>();
        List<Model.Owed> order = new ArrayList<>();
        sorted(queue).forEach(reference -> {
            Model.Owed owed = owed(owner, reference.message().id());
            assertNotNull(
                    owed, () -> owner + " has a message that was never sent, or was settled: " + reference.message());
            assertEquals(null, present.put(owed, reference), () -> owed + " is there twice");
            order.add(owed);
            found.add(owed);
            checkBody(owed, reference.message());
            checkAttempts(owed, reference);
        });
        assertEquals(order.stream().sorted(Model.ORDER).toList(), order, () -> "the order of " + owner);
        owner.owed.values().removeIf(owed -> isInDoubt(owed, present));
        for (Model.Owed owed : owner.owed.values()) {
            check(owed, present.get(owed));
        }
    }

    /** A message that was in doubt and is present was sent, and neither acknowledged nor dropped. */
    private static Model.@Nullable Owed owed(Model.Owner owner, MessageId id) {
        Model.Owed again = owner.inDoubt.remove(id);
        if (again != null) {
            again.acknowledged = null;
            again.dropped = false;
            owner.owed.put(id, again);
        }
        return owner.owed.get(id);
    }

    private void checkBody(Model.Owed owed, StoredMessage stored) {
        byte[] entry = broker.log().at(stored.position());
        assertNotNull(entry, () -> "no entry at the position of " + owed);
        assertTrue(model.isAsSent(Envelope.decode(entry, stored.offset(), stored.size())), () -> owed + " has changed");
    }

    private void checkAttempts(Model.Owed owed, MessageReference reference) {
        int min = powerLoss ? 0 : Math.min(owed.logged, owed.count);
        assertTrue(
                reference.attempts() >= min && reference.attempts() <= owed.highest + 1,
                () -> owed + " has " + reference.attempts() + " deliveries");
        assertFalse(reference.isInFlight(), () -> owed + " is in flight after a restart");
        owed.count = reference.attempts();
        owed.logged = owed.count;
        owed.highest = Math.max(owed.highest, owed.count);
    }

    /**
     * What was in flight may have been dropped at the start, so a missing message does not show which operations took effect. If it
     * must have been dropped, the model drops it too; else the message is in doubt until it is seen again.
     */
    private boolean isInDoubt(Model.Owed owed, Map<Model.Owed, MessageReference> present) {
        if (!owed.owner.evicts() || present.containsKey(owed)) {
            return false;
        }
        owed.holder = null;
        Model.Operation acknowledged = owed.acknowledged;
        boolean isSent = owed.sent.order <= guaranteed;
        if (isSent && acknowledged == null && !owed.mayHaveExpired(broker.now())) {
            boolean isDropped =
                    owed.owner.address.equals(Evictions.RING) ? present.size() == Evictions.BOUND : owed.isReplaced();
            assertTrue(isDropped, () -> owed + " is lost");
            model.drop(model.operation(), owed);
        }
        boolean isInDoubt = !isSent || (acknowledged != null && acknowledged.order > guaranteed);
        if (isInDoubt) {
            owed.owner.inDoubt.put(owed.message.id(), owed);
        }
        return isInDoubt;
    }

    private void check(Model.Owed owed, @Nullable MessageReference reference) {
        boolean isPresent = reference != null;
        owed.holder = null;
        Model.Operation acknowledged = owed.acknowledged;
        if (isPresent) {
            decide(owed.sent, true);
        }
        if (acknowledged != null && isPresent) {
            assertTrue(acknowledged.order > guaranteed, () -> owed + " is back");
            decide(acknowledged, false);
        } else if (acknowledged == null && !isPresent && !owed.mayHaveExpired(broker.now())) {
            assertTrue(owed.sent.order > guaranteed, () -> owed + " is lost");
            decide(owed.sent, false);
        } else if (acknowledged != null && owed.sent.order <= guaranteed && !owed.mayHaveExpired(broker.now())) {
            decide(acknowledged, true);
        }
    }

    /** Records whether a part of an operation took effect; all other parts must agree. */
    private void decide(Model.Operation operation, boolean holds) {
        Boolean before = outcomes.putIfAbsent(operation, holds);
        assertTrue(
                before == null || before == holds,
                () -> "a half of request " + operation.order + " holds: sent " + operation.sends + ", acknowledged "
                        + operation.acknowledged);
    }

    private void checkIdentified() {
        model.identified.forEach((which, operation) -> {
            DeliveryQueue queue = broker.state().destinations().queue(which.queue());
            boolean known = queue != null && broker.state().duplicates().has(queue.id(), which.id());
            assertTrue(
                    known || operation.order > guaranteed,
                    () -> which + " is forgotten, from request " + operation.order);
            decide(operation, known);
        });
    }

    /** A request must be in the request history if, and only if, it was executed. */
    private void checkPendingRequests() {
        for (SimulatedClient client : simulation.disconnected) {
            for (PendingRequest pending : client.pendingRequests()) {
                Model.Operation operation = pending.operation;
                if (operation != null && pending.isRemembered()) {
                    boolean known = client.isKnown(broker, pending);
                    assertTrue(
                            known || operation.order > guaranteed,
                            () -> "it is forgotten that request " + operation.order + " was done");
                    decide(operation, known);
                    pending.operation = known ? operation : null;
                }
            }
        }
    }

    private void settle() {
        outcomes.forEach((operation, holds) -> {
            if (!holds) {
                model.identified.values().removeIf(first -> first == operation);
                operation.sends.forEach(owed -> owed.owner.owed.remove(owed.message.id(), owed));
                operation.acknowledged.forEach(this::unacknowledged);
            }
        });
    }

    /** The acknowledgement was lost. If the message is absent too, its send must have been lost before. */
    private void unacknowledged(Model.Owed owed) {
        owed.acknowledged = null;
        owed.dropped = false;
        if (model.owners.contains(owed.owner)
                && owed.owner.removed == null
                && owed.owner.owed.containsValue(owed)
                && !found.contains(owed)
                && !owed.mayHaveExpired(broker.now())) {
            assertTrue(owed.sent.order > guaranteed, () -> owed + " is lost");
            owed.owner.owed.remove(owed.message.id(), owed);
        }
    }

    /** All messages of an owner, in their order; those that it shares stay shared. */
    private static List<MessageReference> sorted(DeliveryQueue queue) {
        List<MessageReference> all = new ArrayList<>();
        queue.look(all::add);
        all.sort(Comparator.comparingInt(
                        (MessageReference each) -> -each.message().priority())
                .thenComparingLong(MessageReference::sequence));
        return all;
    }

    private void checkCounts() {
        State state = broker.state();
        long[] waiting = new long[2];
        Set<StoredMessage> messages = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        for (DeliveryQueue queue : state.destinations().owners()) {
            assertTrue(queue.isDurable(), () -> queue.address() + " belonged to a connection and is still there");
            List<MessageReference> all = sorted(queue);
            assertEquals(all.size(), queue.size(), () -> "number of messages of " + queue.address());
            assertEquals(
                    all.stream().mapToLong(each -> each.message().size()).sum(),
                    queue.bytes(),
                    () -> "bytes of " + queue.address());
            all.forEach(reference -> {
                waiting[0]++;
                messages.add(reference.message());
                assertEquals(reference.isDelayed(), state.delays().has(reference), "delayed messages");
            });
        }
        assertEquals(waiting[0], state.waiting(), "number of waiting messages");
        assertEquals(
                messages.stream().mapToLong(StoredMessage::size).sum(),
                state.live().total(),
                "live bytes");
    }

    private void checkStatus() {
        for (Model.Owner owner : model.owners) {
            if (owner.removed != null) {
                continue;
            }
            for (Model.Owed owed : owner.owed.values()) {
                boolean isSettled = owed.acknowledged != null && owed.acknowledged.order <= guaranteed;
                if (isSettled || owed.sent.order <= guaranteed) {
                    checkStatus(owed, isSettled);
                }
            }
        }
    }

    private void checkStatus(Model.Owed owed, boolean isSettled) {
        List<DeliveryStatus> all = ((Reply.Statuses) broker.ask(new Request.Status(owed.message.id()))).statuses();
        SubscriptionDefinition.Key key = owed.owner.key;
        List<DeliveryStatus.State> states = all.stream()
                .filter(status -> key == null || key.name().equals(status.subscription()))
                .map(DeliveryStatus::state)
                .toList();
        if (isSettled && states.isEmpty()) {
            assertTrue(model.mayLackHistory, () -> "no status of " + owed);
        } else if (isSettled) {
            DeliveryStatus.State expected =
                    owed.dropped ? DeliveryStatus.State.PURGED : DeliveryStatus.State.ACKNOWLEDGED;
            assertEquals(List.of(expected), states, () -> "the status of " + owed);
        } else if (owed.acknowledged == null && !owed.mayHaveExpired(broker.now())) {
            assertEquals(1, states.size(), () -> "the status of " + owed + ": " + all);
            assertTrue(
                    states.get(0) != DeliveryStatus.State.ACKNOWLEDGED && states.get(0) != DeliveryStatus.State.EXPIRED,
                    () -> "the status of " + owed + ": " + all);
        }
    }
}
