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
 * Assigns waiting messages to consumers that have credit, in turn. Owned by the broker thread.
 *
 * <p>A delivery is a change: it is appended to the log first, and the message is sent when the log has written the entry.
 */
public final class Dispatcher implements Cursor.Environment, Chore {

    /** Settles a message that has expired; see {@link org.restante.broker.routing.DeadLetters#expire}. */
    public interface Expiry {
        boolean expire(Decision decision, MessageReference reference);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MAX_PER_ROUND = 1024;

    private final State state;
    private final Ledger ledger;
    private final EnvelopeCache envelopes;
    private final InstantSource clock;
    private final Slice slice;
    private final Set<DeliveryQueue> changed = new LinkedHashSet<>();
    private final Set<ClientConsumer> busy = new LinkedHashSet<>();
    private final Set<ClientConsumer> served = new LinkedHashSet<>();
    private Expiry expiry = (made, reference) -> false;
    private Decision decision;
    private long damaged;

    /** How many messages this round has assigned. */
    private int assigned;

    public Dispatcher(State state, Ledger ledger, EnvelopeCache envelopes, InstantSource clock, Slice slice) {
        this.slice = slice;
        this.state = state;
        this.ledger = ledger;
        this.envelopes = envelopes;
        this.clock = clock;
        this.decision = new Decision(state, clock.millis());
    }

    public void onExpiry(Expiry decided) {
        expiry = decided;
    }

    @Override
    public long now() {
        return decision.time();
    }

    /** The next round dispatches from this queue: it has a new message, consumer or credit. */
    @Override
    public void lookAgain(DeliveryQueue queue) {
        changed.add(queue);
    }

    /** The next rounds look after this consumer: it has deliveries in its outbox, or a drain to answer. */
    public void watch(ClientConsumer consumer) {
        busy.add(consumer);
    }

    public void forget(ClientConsumer consumer) {
        busy.remove(consumer);
        served.remove(consumer);
        consumer.answerDrains();
    }

    /** How many messages were set aside because their log entries cannot be read. */
    public long damaged() {
        return damaged;
    }

    /**
     * One round: assigns messages, appends the deliveries, and sends those whose entries are written. Returns whether to run
     * again.
     */
    @Override
    public boolean run(long now) {
        begin();
        boolean more = dispatch();
        long gate = appendDeliveries();
        more |= gate > 0 || assigned > 0;
        assigned = 0;
        served.forEach(consumer -> consumer.setGate(gate));
        served.clear();
        decision = new Decision(state, clock.millis());
        release();
        return more || !decision.isEmpty();
    }

    /**
     * While the log is full, its reserve is for acknowledgements. Deliveries then take effect but are not logged, so after a crash
     * such a message is redelivered as if it had never been delivered.
     */
    private long appendDeliveries() {
        boolean logged = ledger.hasRoom();
        for (ClientConsumer consumer : served) {
            Change delivered = new Change.Delivered(
                    consumer.queue().id(),
                    consumer.name(),
                    consumer.connection().clientId(),
                    consumer.assigned());
            if (logged) {
                decision.make(delivered);
            } else {
                state.apply(decision.time(), delivered);
            }
        }
        return ledger.append(decision);
    }

    /** Messages set aside since the last round go to the log in an entry of their own. */
    private void begin() {
        ledger.append(decision);
        decision = new Decision(state, clock.millis());
    }

    private boolean dispatch() {
        if (slice.isSpent()) {
            return false;
        }
        List<DeliveryQueue> queues = new ArrayList<>(changed);
        changed.clear();
        int left = MAX_PER_ROUND;
        for (int i = 0; i < queues.size(); i++) {
            left -= dispatch(queues.get(i), left);
            if (slice.isSpent()) {
                goOnLater(queues.get(i), queues.subList(i + 1, queues.size()));
                return false;
            }
        }
        return !changed.isEmpty();
    }

    /** The queue that spent the slice comes behind the others, so that each has its turn. */
    private void goOnLater(DeliveryQueue last, List<DeliveryQueue> others) {
        List<DeliveryQueue> added = new ArrayList<>(changed);
        changed.clear();
        changed.addAll(others);
        changed.addAll(added);
        changed.remove(last);
        changed.add(last);
    }

    /** At once if the last slice was spent before all queues were looked at. */
    @Override
    public long delay(long now) {
        return changed.isEmpty() ? Long.MAX_VALUE : 0;
    }

    @Override
    public Slice slice() {
        return slice;
    }

    /** Returns how many messages were assigned. */
    private int dispatch(DeliveryQueue queue, int max) {
        int idle = 0;
        int before = assigned;
        if (QueueConsumers.on(queue).isEmpty()) {
            return 0;
        }
        QueueConsumers consumers = QueueConsumers.of(queue);
        while (idle < consumers.activeConsumers() && !slice.isSpent()) {
            ClientConsumer consumer = consumers.next();
            MessageReference reference =
                    consumer.hasCredit() ? consumer.cursor().next(consumer, this) : null;
            if (reference == null) {
                idle++;
            } else if (assigned - before == max) {
                changed.add(queue);
                return max;
            } else {
                idle = 0;
                assigned++;
                assign(consumer, reference);
            }
        }
        return assigned - before;
    }

    private void assign(ClientConsumer consumer, MessageReference reference) {
        if (!consumer.hasOutput()) {
            busy.add(consumer);
        }
        ClientConsumer.Outgoing outgoing = consumer.assign(reference);
        int attempt = reference.attempts() + 1;
        if (reference.message().isVolatile()) {
            state.deliver(reference, consumer.step(decision.time(), attempt));
        } else {
            reference.delivered(attempt);
            served.add(consumer);
        }
        reference.holdBy(consumer, consumer.session());
        consumer.session().inFlight().add(reference);
        envelopes.fetch(reference.message(), outgoing::arrived);
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

    /** Settles a message whose log entry cannot be read as dead-lettered. It is counted and logged, and goes to no queue. */
    @Override
    public void setAside(MessageReference reference, String reason) {
        if (State.find(DeliveryQueue.of(reference), reference.tag()) != reference) {
            return; // settled while it was read
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
        lookAgain(DeliveryQueue.of(reference));
        current()
                .make(new Change.Settled(
                        reference.owner().id(),
                        DeliveryStatus.State.DEAD_LETTERED,
                        "its bytes cannot be read: " + reason,
                        List.of(reference.tag())));
    }

    /** The decision that the next round appends. */
    private Decision current() {
        long now = clock.millis();
        if (decision.isEmpty() && decision.time() != now) {
            decision = new Decision(state, now);
        }
        return decision;
    }

    @Override
    public void fetch(StoredMessage message, EnvelopeCache.Receiver receiver) {
        envelopes.fetch(message, receiver);
    }
}
