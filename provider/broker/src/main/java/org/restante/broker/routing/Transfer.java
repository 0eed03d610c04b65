package org.restante.broker.routing;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.Chore;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.persistence.Decisions;
import org.restante.broker.persistence.EnvelopeCache;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.message.Envelope;

/**
 * Takes messages from where they wait to another queue. One entry of the log holds both ends, so that a message is in exactly
 * one of the two, whatever is killed when. Owned by the broker thread.
 *
 * <p>The envelope may have to be read first. Until then the message is in flight with nobody; after a restart it waits where it
 * was. They go in the order in which they were begun, though some are read sooner. What cannot go, because the log is full, waits
 * there again; so does what an operator takes to a place that is full.
 */
public final class Transfer implements Chore {

    /** How many messages may be on their way at a time; further ones are not taken. */
    private static final int MAX_OPEN = 10_000;

    private static final int MAX_READING = 64;
    private static final long MAX_PENDING = 32L << 20;

    /** Says what is stored in the other place. */
    public interface Plan {
        /**
         * Writes what is stored there instead.
         *
         * @throws RefusedException if the message must stay
         */
        Letter write(Envelope envelope);
    }

    /**
     * What is stored, and what is said of the message where it was.
     *
     * @param subscription who gets it; null for the queue that is its destination, which is made if it is not there
     */
    public record Letter(
            Envelope envelope, @Nullable DeliveryQueue subscription, DeliveryStatus.State outcome, String reason) {}

    /** A message that is to go; by its identity. */
    private static final class Order {
        private final MessageReference reference;
        private final Plan plan;
        private final boolean synced;
        private final boolean wasInFlight;
        private final CompletableFuture<Reply> answer = new CompletableFuture<>();
        private boolean isRead;
        private @Nullable Envelope envelope;
        private String failure = "";

        Order(MessageReference reference, Plan plan, boolean synced) {
            this.reference = reference;
            this.plan = plan;
            this.synced = synced;
            this.wasInFlight = reference.isInFlight();
        }
    }

    private final State state;
    private final Ledger ledger;
    private final EnvelopeCache bodies;
    private final Router router;
    private final Placement depositor;
    private final Dispatcher dispatcher;
    private final Decisions decisions;
    private final Set<Order> open = new LinkedHashSet<>();
    private final ArrayDeque<Order> unread = new ArrayDeque<>();
    private final ArrayDeque<Order> reading = new ArrayDeque<>();

    public Transfer(
            State state,
            Ledger ledger,
            EnvelopeCache bodies,
            Router router,
            Placement depositor,
            Dispatcher dispatcher,
            Decisions decisions) {
        this.state = state;
        this.ledger = ledger;
        this.bodies = bodies;
        this.router = router;
        this.depositor = depositor;
        this.dispatcher = dispatcher;
        this.decisions = decisions;
    }

    /** Whether another message is taken; if not, the next {@link #run} makes room. */
    public boolean isFull() {
        return open.size() >= MAX_OPEN;
    }

    /** Whether a message would be taken now, and there is room for it in the log. */
    boolean takes(MessageReference reference) {
        return !isFull() && ledger.refusal(reference.message().size() * 2L) == null;
    }

    /** The message is to go; the answer comes when it is in its new place, or waits again where it was. */
    CompletableFuture<Reply> begin(MessageReference reference, Plan plan) {
        return begin(new Order(reference, plan, false));
    }

    /** The same for an operator, who is told only when it would survive a loss of power. */
    public CompletableFuture<Reply> beginSynced(MessageReference reference, Plan plan) {
        return begin(new Order(reference, plan, true));
    }

    private CompletableFuture<Reply> begin(Order order) {
        open.add(order);
        unread.add(order);
        order.reference.hold();
        return order.answer;
    }

    /** Goes on with what has begun. Says whether anything was done. */
    @Override
    public boolean run(long now) {
        while (reading.size() < MAX_READING && !unread.isEmpty()) {
            Order order = unread.remove();
            reading.add(order);
            bodies.fetch(order.reference.message(), (envelope, failure) -> {
                order.isRead = true;
                order.envelope = envelope;
                order.failure = failure;
            });
        }
        boolean any = false;
        Order first = reading.peek();
        while (first != null && first.isRead && ledger.pendingBytes() < MAX_PENDING) {
            finish(reading.remove());
            any = true;
            first = reading.peek();
        }
        return any;
    }

    private void finish(Order order) {
        open.remove(order);
        MessageReference reference = order.reference;
        if (State.find(DeliveryQueue.of(reference), reference.tag()) != reference) {
            refuse(order, Problem.ILLEGAL_STATE, reference.message() + " has gone meanwhile");
        } else if (order.envelope == null) {
            dispatcher.setAside(reference, order.failure);
            refuse(order, Problem.INTERNAL, reference.message() + " cannot be read and was set aside");
        } else {
            try {
                Letter letter = order.plan.write(order.envelope);
                depositor.checkRoom(letter.envelope, letter.reason.length() * 3L);
                if (order.synced) {
                    depositor.checkBounds(place(letter), letter.envelope);
                }
                move(order, letter);
            } catch (RefusedException e) {
                putBack(order);
                refuse(order, e.problem(), e.reason());
            }
        }
    }

    private static void refuse(Order order, Problem problem, String reason) {
        order.answer.complete(new Reply.Refused(problem, reason));
    }

    /** The broker ends: nothing goes any more. */
    public void end(String reason) {
        open.forEach(order -> refuse(order, Problem.CLOSED, reason));
        open.clear();
    }

    /** Null if it is not there yet. */
    private @Nullable DeliveryQueue place(Letter letter) {
        return letter.subscription != null
                ? letter.subscription
                : state.destinations().queue(letter.envelope.header().destination());
    }

    private void move(Order order, Letter letter) {
        Decision decision = decisions.begin();
        DeliveryQueue to = letter.subscription == null
                ? router.queue(decision, letter.envelope.header().destination())
                : letter.subscription;
        MessageReference from = order.reference;
        decision.make(new Change.Settled(from.owner().id(), letter.outcome, letter.reason, List.of(from.tag())));
        depositor.put(decision, to, letter.envelope, 0);
        if (order.synced) {
            decision.sync();
        }
        decisions.append(decision).thenAccept(order.answer::complete);
    }

    /** It waits again where it was. */
    private void putBack(Order order) {
        MessageReference reference = order.reference;
        Decision decision = decisions.begin();
        if (order.wasInFlight) {
            decision.make(Acknowledgements.returned(reference, decision.time()));
            ledger.append(decision);
        } else {
            reference.returned(reference.attempts());
        }
        if (!reference.message().isExpired(decision.time())) {
            DeliveryQueue.of(reference).rewind(reference);
            dispatcher.lookAgain(DeliveryQueue.of(reference));
        }
    }
}
