package org.restante.broker.routing;

import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.Ledger;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Eviction;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.Problem;
import org.restante.message.Address;
import org.restante.message.Envelope;

/**
 * Stores messages that the broker moves, copies or imports in their new queue or subscription. Owned by the broker thread.
 *
 * <p>As with a send, a ring drops its oldest messages, and a last value is replaced. The other bounds apply to moves by an
 * operator, but not to dead letters, which could go nowhere else. Duplicates are not detected: a message that returns to its
 * first destination would be one.
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
     * Checks that the log has room for this message.
     *
     * @param others the size of the other parts of the entry, in bytes
     * @throws RefusedException if the log has no room
     */
    public void checkRoom(Envelope envelope, long others) {
        String refusal = ledger.refusal(Router.size(envelope, 1) + router.sizeOfDropped(envelope) + others);
        if (refusal != null) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT,
                    "the message stays where it is: " + refusal + "; consume messages or make room, then try again");
        }
    }

    /**
     * Checks that a queue, which need not be there yet, may be created.
     *
     * @throws RefusedException if its name is too long, or there are too many queues
     */
    public void checkNew(Address queue) {
        state.destinations().checkName(queue);
        checkSpace(queue);
    }

    /**
     * Checks that there are not too many queues already for this one; the name of a dead-letter queue may be of any length.
     *
     * @throws RefusedException if there are too many, and this is not one of them
     */
    void checkSpace(Address queue) {
        router.checkDefinitions(state.destinations().heapOfNew(queue));
    }

    /**
     * Checks that the bounds of a queue or subscription have room for this message.
     *
     * @param to null if the message's destination is a queue that does not exist yet
     * @throws RefusedException if the bounds have no room, or the queue may not be created
     */
    public void checkBounds(@Nullable DeliveryQueue to, Envelope envelope) {
        Address address = envelope.header().destination();
        if (to == null) {
            checkNew(address);
        }
        DeliveryQueue owner = to != null
                ? to
                : new DeliveryQueue(0, address, null, state.destinations().policy(address));
        Demand.Shortage shortage =
                Demand.of(owner, envelope, router.reservations()).shortage();
        if (shortage != null) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT, shortage.reason() + "; consume messages, or raise the bound");
        }
    }

    public void put(Decision decision, DeliveryQueue to, Envelope envelope, int attempts) {
        Eviction.beforeStored(decision, to, envelope);
        StoredMessage stored = new StoredMessage(state.nextSequence(), decision.time(), envelope);
        stored.setEnvelope(envelope);
        decision.make(new Change.Stored(stored, envelope, new int[] {to.id()}, new int[] {attempts}, false));
    }
}
