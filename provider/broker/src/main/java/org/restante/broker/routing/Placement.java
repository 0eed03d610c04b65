package org.restante.broker.routing;

import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.Problem;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * Puts messages where an operator, or what became of their deliveries, brought them. Owned by the broker thread.
 *
 * <p>There a ring drops its oldest, and a last value takes its place, as with a send. Other bounds hold for what an operator
 * brings, and not for dead letters: those would have nowhere to go. Nobody looks whether one is a repetition, for a message that
 * comes back to where it was sent first would be one.
 */
public final class Placement {

    private final State state;
    private final Router router;
    private final Ledger ledger;

    public Placement(State state, Router router, Ledger ledger) {
        this.state = state;
        this.router = router;
        this.ledger = ledger;
    }

    /**
     * Whether the log has room for this message.
     *
     * @param beside what else goes into the entry, in bytes
     * @throws RefusedException if not
     */
    public void checkRoom(Envelope envelope, long beside) {
        String refusal = ledger.refusal(Router.size(envelope, 1) + router.sizeOfDropped(envelope) + beside);
        if (refusal != null) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    "the message stays where it is: " + refusal + "; consume messages or make room, then try again");
        }
    }

    /**
     * Whether this place has room, by its bounds.
     *
     * @param to null for the queue that is the message's destination, and not there yet
     * @throws RefusedException if not
     */
    public void checkBounds(@Nullable DeliveryQueue to, Envelope envelope) {
        Address address = envelope.header().destination();
        DeliveryQueue place = to != null
                ? to
                : new DeliveryQueue(0, address, null, state.destinations().policy(address));
        Demand.Shortage shortage = Demand.of(place, envelope).shortage();
        if (shortage != null) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT, shortage.reason() + "; consume messages, or raise the bound");
        }
    }

    public void put(Decision decision, DeliveryQueue to, Envelope envelope, int attempts) {
        router.makeWay(decision, to, envelope);
        StoredMessage stored = new StoredMessage(state.nextSequence(), decision.time(), envelope);
        stored.hold(envelope);
        decision.make(new Change.Stored(stored, envelope, new int[] {to.id()}, new int[] {attempts}, false));
    }
}
