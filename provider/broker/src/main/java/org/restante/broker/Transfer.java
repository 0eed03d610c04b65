package org.restante.broker;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.message.Envelope;

/**
 * Takes messages from where they wait to another queue. One entry of the log holds both ends, so that a message is in exactly
 * one of the two, whatever is killed when. Owned by the broker thread.
 *
 * <p>The envelope may have to be read first. Until then the message is in flight with nobody; after a restart it waits where it
 * was. What cannot go, because the log is full, waits there again.
 */
final class Transfer {

    /** How many messages may be on their way at a time; further ones are not taken. */
    private static final int MOST = 10_000;

    private static final int MOST_READING = 64;
    private static final long MOST_PENDING = 32L << 20;

    /** Says what is stored in the other place. */
    interface Plan {
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
    record Letter(
            Envelope envelope, @Nullable DeliveryQueue subscription, DeliveryStatus.State outcome, String reason) {}

    /** A message that is to go; somebody may wait for the answer. */
    private record Order(
            MessageReference reference,
            Plan plan,
            boolean wasInFlight,
            @Nullable CompletableFuture<Reply> answer) {

        void answer(Reply reply) {
            if (answer != null) {
                answer.complete(reply);
            }
        }
    }

    private record Ready(Order order, @Nullable Envelope envelope, String failure) {}

    private final State state;
    private final Ledger ledger;
    private final Bodies bodies;
    private final Router router;
    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private final Function<Decision, CompletableFuture<Reply>> log;
    private final ArrayDeque<Order> orders = new ArrayDeque<>();
    private final ArrayDeque<Ready> ready = new ArrayDeque<>();
    private int reading;

    /** @param log appends a decision, and answers when it is kept */
    Transfer(
            State state,
            Ledger ledger,
            Bodies bodies,
            Router router,
            Dispatcher dispatcher,
            InstantSource clock,
            Function<Decision, CompletableFuture<Reply>> log) {
        this.state = state;
        this.ledger = ledger;
        this.bodies = bodies;
        this.router = router;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.log = log;
    }

    /** Whether another message is taken; if not, the next {@link #run} makes room. */
    boolean isFull() {
        return orders.size() + reading + ready.size() >= MOST;
    }

    /** Whether a message would be taken now, and there is room for it in the log. */
    boolean takes(MessageReference reference) {
        return !isFull() && ledger.refusal(reference.message().size() * 2L) == null;
    }

    /** The message is to go. Nobody waits for it. */
    void begin(MessageReference reference, Plan plan) {
        begin(reference, plan, null);
    }

    /** The same for an operator, who is answered when it is kept in its new place, or stays. */
    CompletableFuture<Reply> ask(MessageReference reference, Plan plan) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        begin(reference, plan, answer);
        return answer;
    }

    private void begin(MessageReference reference, Plan plan, @Nullable CompletableFuture<Reply> answer) {
        orders.add(new Order(reference, plan, reference.isInFlight(), answer));
        reference.hold();
    }

    /** Goes on with what has begun. Says whether anything was done. */
    boolean run() {
        while (reading < MOST_READING && !orders.isEmpty()) {
            Order order = orders.remove();
            reading++;
            bodies.fetch(order.reference.message(), (envelope, failure) -> {
                reading--;
                ready.add(new Ready(order, envelope, failure));
            });
        }
        boolean any = false;
        while (!ready.isEmpty() && ledger.pendingBytes() < MOST_PENDING) {
            finish(ready.remove());
            any = true;
        }
        return any;
    }

    private void finish(Ready arrived) {
        Order order = arrived.order;
        MessageReference reference = order.reference;
        if (State.find(reference.owner(), reference.tag()) != reference) {
            order.answer(new Reply.Refused(Problem.ILLEGAL_STATE, reference.message() + " has gone meanwhile"));
            return;
        }
        if (arrived.envelope == null) {
            dispatcher.setAside(reference, arrived.failure);
            order.answer(new Reply.Refused(
                    Problem.INTERNAL, reference.message() + " cannot be read and was set aside: " + arrived.failure));
            return;
        }
        try {
            Letter letter = order.plan.write(arrived.envelope);
            checkRoom(letter);
            move(order, letter);
        } catch (RefusedException e) {
            putBack(order);
            order.answer(new Reply.Refused(e.problem(), e.reason()));
        }
    }

    private void checkRoom(Letter letter) {
        String refusal = ledger.refusal(Router.size(letter.envelope, 1) + letter.reason.length() * 3L);
        if (refusal != null) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    "the message stays where it is: " + refusal + "; consume messages or make room, then try again");
        }
    }

    private void move(Order order, Letter letter) {
        Decision decision = new Decision(state, clock.millis());
        DeliveryQueue to = letter.subscription == null
                ? router.queue(decision, letter.envelope.header().destination())
                : letter.subscription;
        MessageReference from = order.reference;
        decision.make(new Change.Settled(from.owner().id(), letter.outcome, letter.reason, List.of(from.tag())));
        StoredMessage stored = new StoredMessage(state.nextSequence(), decision.time(), letter.envelope);
        stored.hold(letter.envelope);
        decision.make(new Change.Stored(stored, letter.envelope, new int[] {to.id()}, new int[1], false));
        if (order.answer != null) {
            decision.sync();
        }
        log.apply(decision).thenAccept(order::answer);
    }

    /** It waits again where it was. */
    private void putBack(Order order) {
        MessageReference reference = order.reference;
        Decision decision = new Decision(state, clock.millis());
        if (order.wasInFlight) {
            decision.make(Settler.returned(reference, decision.time()));
            ledger.append(decision);
        } else {
            reference.returned(reference.attempts());
        }
        if (!reference.message().isExpired(decision.time())) {
            reference.owner().rewind(reference);
            dispatcher.lookAgain(reference.owner());
        }
    }
}
