package org.restante.broker.dispatch;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.State;
import org.restante.link.DeliveryStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives waiting messages to consumers that have credit, in turn. Owned by the broker thread.
 *
 * <p>A delivery is a change: it goes to the log first, and the message leaves when the log has written it.
 */
public final class Dispatcher implements Cursor.Surroundings, Chore {

    /** Decides what becomes of a message whose time is over. */
    public interface Expiry {
        boolean expire(Decision decision, MessageReference reference);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MAX_PER_ROUND = 1024;

    private final State state;
    private final Ledger ledger;
    private final EnvelopeCache bodies;
    private final InstantSource clock;
    private final Set<DeliveryQueue> changed = new LinkedHashSet<>();
    private final Set<ClientConsumer> busy = new LinkedHashSet<>();
    private final Set<ClientConsumer> served = new LinkedHashSet<>();
    private Expiry expiry = (made, reference) -> false;
    private Decision decision;
    private long keptSequence;
    private long damaged;

    public Dispatcher(State state, Ledger ledger, EnvelopeCache bodies, InstantSource clock) {
        this.state = state;
        this.ledger = ledger;
        this.bodies = bodies;
        this.clock = clock;
        this.keptSequence = state.nextSequence() - 1;
        this.decision = new Decision(state, clock.millis());
    }

    public void onExpiry(Expiry decided) {
        expiry = decided;
    }

    @Override
    public long keptSequence() {
        return keptSequence;
    }

    public void keptUpTo(long sequence) {
        keptSequence = Math.max(keptSequence, sequence);
    }

    @Override
    public long now() {
        return decision.time();
    }

    /** Something waits here, or somebody came to take it. */
    @Override
    public void lookAgain(DeliveryQueue queue) {
        changed.add(queue);
    }

    /** The consumer has something on its way, or a drain to answer. */
    public void watch(ClientConsumer consumer) {
        busy.add(consumer);
    }

    public void forget(ClientConsumer consumer) {
        busy.remove(consumer);
        served.remove(consumer);
        consumer.answerDrains();
    }

    /** Messages that could not be read and were set aside. */
    public long damaged() {
        return damaged;
    }

    /** One round: assigns what can be, appends the deliveries, lets go what is kept. Says whether there is more to do. */
    @Override
    public boolean run(long now) {
        begin();
        boolean more = dispatch();
        long gate = appendDeliveries();
        more |= gate > 0 || !served.isEmpty();
        served.forEach(consumer -> consumer.setGate(gate));
        served.clear();
        decision = new Decision(state, clock.millis());
        release();
        return more || !decision.isEmpty();
    }

    /**
     * While the log has no room, what is left of it belongs to acknowledgements: deliveries take effect and are not logged, so
     * after a kill such a message comes back as if never delivered.
     */
    private long appendDeliveries() {
        boolean logged = ledger.hasRoom();
        for (ClientConsumer consumer : served) {
            Change delivered = new Change.Delivered(
                    consumer.queue().id(),
                    consumer.name(),
                    consumer.connection().clientId(),
                    consumer.takeRound());
            if (logged) {
                decision.make(delivered);
            } else {
                state.apply(decision.time(), delivered);
            }
        }
        return ledger.append(decision);
    }

    /** What was set aside since the last round goes to the log on its own. */
    private void begin() {
        ledger.append(decision);
        decision = new Decision(state, clock.millis());
    }

    private boolean dispatch() {
        List<DeliveryQueue> queues = new ArrayList<>(changed);
        changed.clear();
        int left = MAX_PER_ROUND;
        for (DeliveryQueue queue : queues) {
            left -= dispatch(queue, left);
        }
        return !changed.isEmpty();
    }

    /** Says how many were assigned. */
    private int dispatch(DeliveryQueue queue, int most) {
        int idle = 0;
        int given = 0;
        if (QueueConsumers.on(queue).isEmpty()) {
            return 0;
        }
        QueueConsumers consumers = QueueConsumers.of(queue);
        while (idle < consumers.takers()) {
            ClientConsumer consumer = consumers.next();
            MessageReference reference =
                    consumer.hasCredit() ? consumer.cursor().next(consumer, this) : null;
            if (reference == null) {
                idle++;
            } else if (given == most) {
                changed.add(queue);
                return given;
            } else {
                idle = 0;
                given++;
                assign(consumer, reference);
            }
        }
        return given;
    }

    private void assign(ClientConsumer consumer, MessageReference reference) {
        ClientConsumer.Outgoing outgoing = consumer.assign(reference);
        reference.delivered(reference.attempts() + 1);
        reference.holdBy(consumer, consumer.session());
        consumer.session().inFlight().add(reference);
        served.add(consumer);
        busy.add(consumer);
        bodies.fetch(reference.message(), outgoing::arrived);
    }

    private void release() {
        for (ClientConsumer consumer : new ArrayList<>(busy)) {
            if (!consumer.drains().isEmpty()
                    && consumer.connection().isReady()
                    && !changed.contains(consumer.queue())
                    && !consumer.cursor().isWaiting()) {
                consumer.markDrained();
            }
            consumer.release(ledger.kept(), this::setAside);
            if (!consumer.hasOutput() && consumer.drains().isEmpty()) {
                busy.remove(consumer);
            }
        }
    }

    @Override
    public void expire(MessageReference reference) {
        expiry.expire(current(), reference);
    }

    @Override
    public void setAside(MessageReference reference, String reason) {
        if (State.find(DeliveryQueue.of(reference), reference.tag()) != reference) {
            return; // it has gone while it was read
        }
        damaged++;
        LOG.warn(
                "Message {} of {} cannot be read and is set aside: {}",
                reference.message(),
                reference.owner().address(),
                reason);
        ClientSession session = ClientSession.of(reference);
        if (session != null) {
            session.inFlight().remove(reference);
        }
        current()
                .make(new Change.Settled(
                        reference.owner().id(),
                        DeliveryStatus.State.DEAD_LETTERED,
                        "its bytes cannot be read: " + reason,
                        List.of(reference.tag())));
    }

    /** What goes to the log with the next round. */
    private Decision current() {
        long now = clock.millis();
        if (decision.isEmpty() && decision.time() != now) {
            decision = new Decision(state, now);
        }
        return decision;
    }

    @Override
    public void fetch(StoredMessage message, EnvelopeCache.Receiver receiver) {
        bodies.fetch(message, receiver);
    }
}
