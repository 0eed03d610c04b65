package org.restante.broker.administration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.persistence.Identifiers;
import org.restante.broker.routing.Origin;
import org.restante.broker.routing.Placement;
import org.restante.broker.routing.Reserved;
import org.restante.broker.routing.Router;
import org.restante.broker.routing.Transfer;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.LastValues;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.broker.state.Timetable;
import org.restante.link.AdminRequest;
import org.restante.link.Caller;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.message.Address;
import org.restante.message.Envelope;

/** Moves, copies and imports messages for operators. Owned by the broker thread. */
public final class Mover {

    private final State state;
    private final Transfer transfer;
    private final Router router;
    private final Placement placement;
    private final Identifiers identifiers;

    public Mover(State state, Transfer transfer, Router router, Placement placement, Identifiers identifiers) {
        this.state = state;
        this.transfer = transfer;
        this.router = router;
        this.placement = placement;
        this.identifiers = identifiers;
    }

    /**
     * Begins the transfer of a message. The future completes when the message is in its new place, or waits in its old one
     * again.
     */
    CompletableFuture<Reply> begin(MessageReference reference, Transfer.Plan plan) {
        return transfer.beginSynced(reference, plan);
    }

    boolean isBusy() {
        return transfer.isFull();
    }

    /** @throws RefusedException if no more transfers can be begun now */
    void checkNotBusy() {
        if (isBusy()) {
            throw new RefusedException(
                    Problem.RESOURCE_LIMIT, "the broker is busy moving messages to other queues; try again later");
        }
    }

    /** The plan that moves a message to this queue. */
    Transfer.Plan to(Address to) {
        return envelope -> new Transfer.Relocation(
                envelope.with(Origin.header(envelope, to, envelope.header().expiration()), envelope.properties()),
                null,
                DeliveryStatus.State.MOVED,
                "moved to " + to);
    }

    /**
     * The plan that sends a dead letter back to its origin, without the properties of the dead letter. The origin is a property,
     * which every sender can set, so whoever sends back must be allowed to send there.
     */
    Transfer.Plan back(Caller caller) {
        return envelope -> back(envelope, caller);
    }

    private Transfer.Relocation back(Envelope envelope, Caller caller) {
        Origin origin = Origin.read(envelope);
        if (origin == null
                || origin.address().kind().isTemporary()
                || origin.address().equals(AdminRequest.SCHEDULES)) {
            throw new RefusedException(
                    Problem.ILLEGAL_STATE,
                    envelope.id() + " has no origin in its properties, so it stays; move it to a queue");
        }
        if (!caller.maySend(origin.address())) {
            throw new RefusedException(
                    Problem.SECURITY,
                    envelope.id() + " came from " + origin
                            + ", where you may not send, so it stays; the broker's file of"
                            + " permissions says who may");
        }
        return new Transfer.Relocation(
                origin.unmark(envelope),
                origin.address().kind().isTopic() ? subscription(envelope, origin) : null,
                DeliveryStatus.State.MOVED,
                "sent back to " + origin);
    }

    private DeliveryQueue subscription(Envelope envelope, Origin origin) {
        for (boolean durable : new boolean[] {true, false}) {
            DeliveryQueue found = origin.subscription() == null
                    ? null
                    : state.destinations()
                            .subscription(
                                    new SubscriptionDefinition.Key(durable, origin.clientId(), origin.subscription()));
            if (found != null && found.address().equals(origin.address())) {
                return found;
            }
        }
        throw new RefusedException(
                Problem.INVALID_DESTINATION,
                envelope.id() + " came from " + (origin.subscription() == null ? "a subscription of " : "") + origin
                        + ", which is gone, so it stays; move it to a queue");
    }

    /**
     * Puts a copy into a queue, with an identifier of its own and a property that names the original.
     *
     * @throws RefusedException if there is no room
     */
    void copy(Decision decision, Envelope original, Address to) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>(original.properties());
        properties.put(Reserved.COPY_OF, original.id().toString());
        Envelope copy = original.with(
                Origin.header(
                        identifiers.next(), original, to, original.header().expiration()),
                properties);
        router.checkSize(copy);
        router.checkWaiting(1);
        placement.checkRoom(copy, 0);
        placement.checkBounds(state.destinations().queue(to), copy);
        placement.put(decision, router.queue(decision, to), copy, 0);
        decision.sync();
    }

    /**
     * Checks that all these messages can be imported.
     *
     * @throws RefusedException if one of them cannot
     */
    private void check(AdminRequest.Import request) {
        boolean isForSchedules = request.to().address().equals(AdminRequest.SCHEDULES);
        Address to = request.to().address();
        if (request.to().id() == 0 && to.kind() != Address.Kind.QUEUE) {
            throw new RefusedException(
                    Problem.INVALID_DESTINATION,
                    "messages cannot be put into " + to + "; name a queue or a subscription");
        }
        for (AdminRequest.Imported imported : request.messages()) {
            Envelope message = imported.message();
            router.checkSize(message);
            LastValues.check(state.destinations().policy(to).lastValueKey(), message);
            if (imported.attempts() < 0) {
                throw new RefusedException(
                        Problem.INVALID_MESSAGE,
                        message.id() + " cannot have " + imported.attempts() + " deliveries; the minimum is 0");
            }
            Router.checkComesDue(message);
            if (isForSchedules != (Timetable.of(message) != null)) {
                throw new RefusedException(
                        Problem.INVALID_MESSAGE,
                        message.id()
                                + (isForSchedules
                                        ? " is not a schedule; import it to another queue"
                                        : " is a schedule; import it to " + AdminRequest.SCHEDULES));
            }
        }
    }

    /**
     * Imports exported messages into a queue or subscription, with their delivery counts.
     *
     * @throws RefusedException if one of them cannot be imported; then none is
     */
    void put(Decision decision, AdminRequest.Import request) {
        check(request);
        Address to = request.to().address();
        List<Envelope> envelopes = request.messages().stream()
                .map(imported -> readdress(to, imported.message()))
                .toList();
        if (request.to().id() == 0) {
            placement.checkNew(to);
        }
        router.checkWaiting(envelopes.size());
        router.checkRoom(envelopes, 0);
        for (int i = 0; i < envelopes.size(); i++) {
            int attempts = request.messages().get(i).attempts();
            Timetable timetable = Timetable.of(envelopes.get(i));
            if (timetable != null) {
                router.schedule(decision, envelopes.get(i), timetable, attempts);
                continue;
            }
            DeliveryQueue queue = request.to().id() == 0
                    ? router.queue(decision, to)
                    : state.destinations().at(request.to());
            placement.put(decision, queue, envelopes.get(i), attempts);
        }
        decision.sync();
    }

    /** Sets the destination. Messages of a subscription keep their topic, because it may match a pattern; schedules keep theirs. */
    private static Envelope readdress(Address to, Envelope message) {
        Address before = message.header().destination();
        boolean keepsDestination = (to.kind().isTopic() && before.kind().isTopic())
                || to.equals(AdminRequest.SCHEDULES)
                || before.equals(to);
        return keepsDestination
                ? message
                : message.with(Origin.header(message, to, message.header().expiration()), message.properties());
    }
}
