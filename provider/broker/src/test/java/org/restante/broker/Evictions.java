package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.LinkEnd;
import org.restante.broker.state.DeliveryQueue;
import org.restante.link.AdminRequest;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Settings;
import org.restante.message.Address;
import org.restante.message.Envelope;
import org.restante.message.MessageId;

/**
 * The queues of a simulation that drop messages of their own accord: a ring and a last-value queue. Owned by the simulation's thread.
 *
 * <p>The model does not know when a delivery is decided, so it cannot foresee what is dropped. It finds what is missing after each
 * operation, and checks that the queue had to drop that and nothing else.
 */
final class Evictions {

    static final Address RING = Address.queue("ring");
    static final Address LAST_VALUES = Address.queue("last");
    static final int BOUND = 3;
    static final String KEY = "key";

    private static final List<String> VALUES = List.of("a", "b", "c");

    private final SimulationState simulation;

    Evictions(SimulationState simulation) {
        this.simulation = simulation;
    }

    /** One of the two, for a message or a consumer. */
    static Address any(Random random) {
        return random.nextBoolean() ? RING : LAST_VALUES;
    }

    static String value(Random random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    /** Before the first step. */
    void configure() {
        set(RING, Map.of("maxMessages", "" + BOUND, "whenFull", "drop-oldest"));
        set(LAST_VALUES, Map.of("lastValueKey", KEY));
    }

    private void set(Address queue, Map<String, String> settings) {
        LinkEnd link = simulation.broker.engine().connect(event -> {});
        for (Request request :
                List.of(new Request.Connect(null, null), new AdminRequest.Configure(queue, Settings.of(settings)))) {
            CompletableFuture<Reply> answer = new CompletableFuture<>();
            simulation.broker.engine().handle(link, request, answer);
            simulation.broker.settle(simulation.random);
            assertTrue(answer.isDone() && !(answer.join() instanceof Reply.Refused), () -> queue + ": " + answer);
        }
        simulation.broker.engine().disconnect(link);
    }

    /** After a send, which is one operation. */
    void sent(Model.Operation operation, Envelope message) {
        Model.Owner owner = owner(message.header().destination());
        if (owner == null) {
            return;
        }
        DeliveryQueue queue = queue(owner);
        List<Model.Owed> dropped = missing(owner, queue);
        dropped.forEach(owed -> drop(operation, owed));
        if (owner.address.equals(RING) && !dropped.isEmpty()) {
            assertEquals(BOUND, count(queue), "messages of the ring after it dropped some");
            checkOldest(dropped, queue, message);
        }
    }

    /** After a step, or an operation that may return messages. What is missing is dropped by an operation of its own. */
    void check() {
        for (Model.Owner owner : simulation.model.owners) {
            if (owner.evicts()) {
                DeliveryQueue queue = queue(owner);
                List<Model.Owed> dropped = missing(owner, queue);
                if (!dropped.isEmpty()) {
                    Model.Operation operation = simulation.model.operation();
                    dropped.forEach(owed -> drop(operation, owed));
                }
                checkBound(owner, queue);
            }
        }
    }

    /** After a transaction. */
    void committed(Model.Operation operation) {
        for (Model.Owner owner : simulation.model.owners) {
            if (owner.evicts()) {
                DeliveryQueue queue = queue(owner);
                missing(owner, queue).forEach(owed -> drop(operation, owed));
            }
        }
    }

    private Model.@Nullable Owner owner(Address address) {
        return simulation.model.owners.stream()
                .filter(owner -> owner.evicts() && owner.address.equals(address))
                .findAny()
                .orElse(null);
    }

    private @Nullable DeliveryQueue queue(Model.Owner owner) {
        return simulation.broker.state().destinations().queue(owner.address);
    }

    private List<Model.Owed> missing(Model.Owner owner, @Nullable DeliveryQueue queue) {
        Map<MessageId, MessageReference> present = new HashMap<>();
        if (queue != null) {
            queue.backlog().forEach(reference -> present.put(reference.message().id(), reference));
        }
        List<Model.Owed> missing = new ArrayList<>();
        for (Model.Owed owed : owner.owed.values()) {
            if (owed.acknowledged == null
                    && !present.containsKey(owed.message.id())
                    && !owed.mayHaveExpired(simulation.broker.now())) {
                missing.add(owed);
            }
        }
        return missing;
    }

    private void drop(Model.Operation operation, Model.Owed owed) {
        assertNull(owed.holder, () -> owed + " was dropped while it was in flight");
        if (owed.owner.address.equals(RING)) {
            simulation.coverage.add(Simulation.Coverage.OVERFLOWED);
        } else {
            assertTrue(owed.isReplaced(), () -> owed + " was dropped though no message has replaced it");
            simulation.coverage.add(Simulation.Coverage.REPLACED);
        }
        simulation.model.drop(operation, owed);
    }

    /** How many messages no application has. */
    private static int count(DeliveryQueue queue) {
        return queue.backlog().size() - queue.inFlight();
    }

    /** What is left and is not in flight must come behind what was dropped, in the order in which a ring drops. */
    private static void checkOldest(List<Model.Owed> dropped, DeliveryQueue queue, Envelope sent) {
        queue.backlog().forEach(reference -> {
            boolean isCandidate = !reference.isInFlight()
                    && !reference.isDelayed()
                    && !reference.message().id().equals(sent.id());
            for (Model.Owed owed : dropped) {
                int priority = owed.message.header().priority();
                assertTrue(
                        !isCandidate
                                || priority < reference.tag().priority()
                                || (priority == reference.tag().priority() && isOlder(owed, reference)),
                        () -> owed + " was dropped, and " + reference.message() + " was not");
            }
        });
    }

    private static boolean isOlder(Model.Owed dropped, MessageReference left) {
        Model.Owed other = dropped.owner.owed.get(left.message().id());
        return other == null || Model.ORDER.compare(dropped, other) < 0;
    }

    private void checkBound(Model.Owner owner, @Nullable DeliveryQueue queue) {
        if (queue == null) {
            return;
        }
        if (owner.address.equals(RING)) {
            assertTrue(count(queue) <= BOUND, () -> count(queue) + " messages wait in the ring");
            return;
        }
        Map<Object, MessageReference> values = new HashMap<>();
        queue.backlog().forEach(reference -> {
            Model.Owed owed = owner.owed.get(reference.message().id());
            Object value = owed == null ? null : owed.message.property(KEY);
            if (value != null && !reference.isInFlight()) {
                MessageReference other = values.put(value, reference);
                assertTrue(
                        other == null || simulation.model.mayLackHistory,
                        () -> reference.message() + " waits beside another last value of " + value);
            }
        });
    }
}
