package org.restante.broker.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.dispatch.ClientSession;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Tag;

/** Acknowledges what is in flight, or takes it back. Owned by the broker thread. */
public final class Acknowledgements {

    private final State state;
    private final Dispatcher dispatcher;
    private final DeadLetters deadLetters;

    /** Messages that go back together. */
    private record Way(DeliveryQueue owner, long due) {}

    public Acknowledgements(State state, Dispatcher dispatcher, DeadLetters deadLetters) {
        this.state = state;
        this.dispatcher = dispatcher;
        this.deadLetters = deadLetters;
    }

    /**
     * Whether a transaction's acknowledgements can be kept: what is still there is still this session's.
     *
     * @throws RefusedException if not
     */
    public void check(ClientSession session, List<Tag> tags) {
        check(reference -> reference.session() == session, tags);
    }

    /** The same for what any session of this link may have. */
    public void check(ClientConnection connection, List<Tag> tags) {
        check(reference -> isHeldBy(reference, connection), tags);
    }

    private static boolean isHeldBy(MessageReference reference, ClientConnection connection) {
        ClientConsumer holder = ClientConsumer.of(reference);
        return holder != null && holder.connection() == connection;
    }

    private void check(Predicate<MessageReference> isRightful, List<Tag> tags) {
        for (Tag tag : tags) {
            DeliveryQueue owner = state.destinations().owner(tag.owner());
            MessageReference reference = State.find(owner, tag);
            if (owner != null && (reference == null || !isRightful.test(reference))) {
                throw new RefusedException(
                        Problem.ILLEGAL_STATE,
                        "the transaction acknowledges message " + tag.sequence() + " of " + owner.address()
                                + ", which is not in flight for its session any more");
            }
        }
    }

    public void acknowledge(Decision decision, ClientSession session, List<Tag> tags) {
        Set<MessageReference> taken = find(tags);
        taken.removeIf(reference -> !session.inFlight().remove(reference));
        settle(decision, taken);
    }

    /** The client dropped these unseen, because their time was over. */
    public void expire(Decision decision, ClientSession session, List<Tag> tags) {
        Set<MessageReference> dropped = find(tags);
        dropped.removeIf(reference -> !session.inFlight().remove(reference) || deadLetters.expire(decision, reference));
        giveBack(decision, dropped, Set.of()); // there they are found to have expired, when there is room for it
    }

    /** What was taken from its session to be held by a prepared branch; what has gone meanwhile is left out. */
    public List<Tag> detach(List<Tag> tags) {
        Set<MessageReference> taken = find(tags);
        taken.forEach(reference -> {
            ClientSession session = ClientSession.of(reference);
            if (session != null) {
                session.inFlight().remove(reference);
            }
        });
        return taken.stream().map(MessageReference::tag).toList();
    }

    /** The branch that held these is committed. */
    public void acknowledgePrepared(Decision decision, PreparedBranch branch) {
        settle(decision, find(branch.acknowledged()));
    }

    /** The branch that held these is rolled back: they were seen, and wait again. */
    public void returnPrepared(Decision decision, PreparedBranch branch) {
        Set<MessageReference> held = find(branch.acknowledged());
        giveBack(decision, held, held);
    }

    private void settle(Decision decision, Collection<MessageReference> references) {
        Map<DeliveryQueue, List<Tag>> byOwner = new LinkedHashMap<>();
        for (MessageReference reference : references) {
            byOwner.computeIfAbsent(DeliveryQueue.of(reference), any -> new ArrayList<>())
                    .add(reference.tag());
        }
        byOwner.forEach((owner, settled) -> {
            decision.make(new Change.Settled(owner.id(), DeliveryStatus.State.ACKNOWLEDGED, null, settled));
            if (owner.isDurable()) {
                decision.sync();
            }
        });
    }

    /** Nothing changes that is kept: to the log a delivery is one to the link. */
    public void handOver(ClientSession from, ClientSession to, List<Tag> tags) {
        for (Tag tag : tags) {
            MessageReference reference = State.find(state.destinations().owner(tag.owner()), tag);
            if (reference != null && from.inFlight().remove(reference)) {
                to.inFlight().add(reference);
                reference.handTo(to);
            }
        }
    }

    /** Everything in flight for the session goes back: what was seen with its count, the rest as if never delivered. */
    public void recover(Decision decision, ClientConnection connection, ClientSession session, List<Tag> seen) {
        recover(decision, connection, session, find(seen), Set.of());
    }

    /** The same, but for what is to be kept. */
    public void recover(
            Decision decision, ClientConnection connection, ClientSession session, Request.Recover request) {
        recover(decision, connection, session, find(request.seen()), find(request.kept()));
    }

    /** The same when the client cannot say what it has seen: whatever left for it may have been. */
    public void abandon(Decision decision, ClientConnection connection, ClientSession session) {
        Set<MessageReference> seen = new HashSet<>(session.inFlight());
        consumersOf(connection, session).forEach(consumer -> consumer.withdraw().forEach(seen::remove));
        recover(decision, connection, session, seen, Set.of());
    }

    /** The client's link is lost: what has not left for it goes back as if never delivered, and all credit is void. */
    public void interrupt(Decision decision, ClientConnection connection) {
        List<MessageReference> unsent = new ArrayList<>();
        for (ClientConsumer consumer : connection.consumers().values()) {
            unsent.addAll(consumer.withdraw());
            consumer.revokeCredit();
            dispatcher.forget(consumer);
        }
        unsent.removeIf(reference -> {
            ClientSession session = ClientSession.of(reference);
            return session == null || !session.inFlight().remove(reference);
        });
        giveBack(decision, unsent, Set.of());
    }

    private void recover(
            Decision decision,
            ClientConnection connection,
            ClientSession session,
            Set<MessageReference> seen,
            Set<MessageReference> kept) {
        for (ClientConsumer consumer : consumersOf(connection, session)) {
            consumer.withdraw();
            consumer.revokeCredit();
        }
        List<MessageReference> returned = session.inFlight().stream()
                .filter(reference -> !kept.contains(reference))
                .toList();
        giveBack(decision, returned, seen);
        session.inFlight().retainAll(kept);
    }

    public static List<ClientConsumer> consumersOf(ClientConnection connection, ClientSession session) {
        return connection.consumers().values().stream()
                .filter(consumer -> consumer.session() == session)
                .toList();
    }

    /** What this consumer was given and its client has not seen goes back; what it has seen stays in flight. */
    public void takeBack(Decision decision, ClientConsumer consumer, List<Tag> seen) {
        consumer.withdraw();
        Set<MessageReference> kept = find(seen);
        List<MessageReference> unseen = consumer.session().inFlight().stream()
                .filter(reference -> reference.consumer() == consumer && !kept.contains(reference))
                .toList();
        unseen.forEach(consumer.session().inFlight()::remove);
        giveBack(decision, unseen, Set.of());
    }

    private Set<MessageReference> find(List<Tag> tags) {
        Set<MessageReference> found = new LinkedHashSet<>();
        for (Tag tag : tags) {
            MessageReference reference = State.find(state.destinations().owner(tag.owner()), tag);
            if (reference != null) {
                found.add(reference);
            }
        }
        return found;
    }

    private void giveBack(Decision decision, Collection<MessageReference> references, Set<MessageReference> seen) {
        Map<Way, List<Change.Attempt>> ways = new LinkedHashMap<>();
        for (MessageReference reference : references) {
            boolean wasSeen = seen.contains(reference);
            if (!wasSeen || !deadLetters.take(decision, reference)) {
                Way way = new Way(DeliveryQueue.of(reference), wasSeen ? due(reference, decision.time()) : 0);
                int counted = reference.attempts() - (wasSeen ? 0 : 1);
                ways.computeIfAbsent(way, any -> new ArrayList<>()).add(new Change.Attempt(reference.tag(), counted));
            }
        }
        ways.forEach((way, attempts) -> {
            decision.make(new Change.Returned(way.owner.id(), attempts, way.due));
            dispatcher.lookAgain(way.owner);
        });
    }

    /** When a message that was seen may be delivered again; 0 for at once. */
    private static long due(MessageReference reference, long now) {
        long delay = DeliveryQueue.of(reference).policy().delayAfter(reference.attempts());
        return delay == 0 ? 0 : now + delay;
    }

    /** How a message goes back that was seen. */
    static Change returned(MessageReference reference, long now) {
        Change.Attempt counted = new Change.Attempt(reference.tag(), reference.attempts());
        return new Change.Returned(reference.owner().id(), List.of(counted), due(reference, now));
    }
}
