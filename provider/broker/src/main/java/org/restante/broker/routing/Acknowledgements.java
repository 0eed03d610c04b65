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
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.dispatch.ClientSession;
import org.restante.broker.dispatch.Dispatcher;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Eviction;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Tag;

/** Acknowledges messages in flight, or returns them for redelivery. Owned by the broker thread. */
public final class Acknowledgements {

    private final State state;
    private final Dispatcher dispatcher;
    private final DeadLetters deadLetters;

    /** The key by which returned messages are grouped into one change. */
    private record ReturnKey(DeliveryQueue owner, long due) {}

    public Acknowledgements(State state, Dispatcher dispatcher, DeadLetters deadLetters) {
        this.state = state;
        this.dispatcher = dispatcher;
        this.deadLetters = deadLetters;
    }

    /**
     * Checks that the messages which a transaction acknowledges are in flight for its session. Messages whose owner has been
     * removed are accepted.
     *
     * @throws RefusedException if another message is not in flight for the session
     */
    public void check(ClientSession session, List<Tag> tags) {
        check(reference -> reference.session() == session, tags);
    }

    /** Checks acknowledgements of a branch: the messages may be in flight for any session of the connection. */
    public void check(ClientConnection connection, List<Tag> tags) {
        check(reference -> isHeldBy(reference, connection), tags);
    }

    private static boolean isHeldBy(MessageReference reference, ClientConnection connection) {
        ClientConsumer holder = ClientConsumer.of(reference);
        return holder != null && holder.connection() == connection;
    }

    private void check(Predicate<MessageReference> isInFlight, List<Tag> tags) {
        for (Tag tag : tags) {
            DeliveryQueue owner = state.destinations().owner(tag.owner());
            MessageReference reference = State.find(owner, tag);
            if (owner != null && (reference == null || !isInFlight.test(reference))) {
                throw new RefusedException(
                        Problem.ILLEGAL_STATE,
                        "the transaction acknowledges message " + tag.sequence() + " of " + owner.address()
                                + ", which is not in flight for its session any more");
            }
        }
    }

    public void acknowledge(Decision decision, ClientSession session, List<Tag> tags) {
        acknowledge(decision, session, tags, state.destinations().find(tags));
    }

    /**
     * Acknowledges messages that were looked up before.
     *
     * @param found for each tag its message; null for one that does not exist any more
     */
    public void acknowledge(
            Decision decision, ClientSession session, List<Tag> tags, List<@Nullable MessageReference> found) {
        List<MessageReference> taken = new ArrayList<>(found.size());
        for (MessageReference reference : found) {
            if (reference != null && session.inFlight().remove(reference)) {
                taken.add(reference);
            }
        }
        settle(decision, taken);
        if (taken.size() == tags.size()) {
            decision.setFirst();
        }
    }

    /** Handles messages that the client dropped because they had expired before it received them. */
    public void expire(Decision decision, ClientSession session, List<Tag> tags) {
        Set<MessageReference> dropped = find(tags);
        dropped.forEach(reference -> lookAgainIfExclusive(DeliveryQueue.of(reference)));
        dropped.removeIf(reference -> !session.inFlight().remove(reference) || deadLetters.expire(decision, reference));
        returnToQueue(decision, dropped, Set.of()); // no room in the log now: they expire later, in their queue
    }

    /** Removes messages from their sessions, because a prepared branch holds them from now on. Returns those that still exist. */
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

    /** Acknowledges the messages that the committed branch held. */
    public void acknowledgePrepared(Decision decision, PreparedBranch branch) {
        settle(decision, find(branch.acknowledged()));
    }

    /** Returns the messages that the rolled back branch held; their deliveries count. */
    public void returnPrepared(Decision decision, PreparedBranch branch) {
        Set<MessageReference> held = find(branch.acknowledged());
        returnToQueue(decision, held, held);
    }

    private void settle(Decision decision, Collection<MessageReference> references) {
        Map<DeliveryQueue, List<Tag>> byOwner = new LinkedHashMap<>();
        for (MessageReference reference : references) {
            if (reference.message().isVolatile()) {
                decision.settleInMemory(reference, DeliveryStatus.State.ACKNOWLEDGED);
                lookAgainIfExclusive(DeliveryQueue.of(reference));
            } else {
                byOwner.computeIfAbsent(DeliveryQueue.of(reference), any -> new ArrayList<>())
                        .add(reference.tag());
            }
        }
        byOwner.forEach((owner, settled) -> {
            boolean isLogged =
                    decision.make(new Change.Settled(owner.id(), DeliveryStatus.State.ACKNOWLEDGED, null, settled));
            lookAgainIfExclusive(owner);
            if (isLogged && owner.isDurable()) {
                decision.sync();
            }
        });
    }

    /** The next consumer of an exclusive queue may wait for what an earlier consumer holds. */
    private void lookAgainIfExclusive(DeliveryQueue owner) {
        if (owner.policy().exclusive()) {
            dispatcher.lookAgain(owner);
        }
    }

    /** Moves messages in flight to another session. Not logged: the log records deliveries per link, not per session. */
    public void handOver(ClientSession from, ClientSession to, List<Tag> tags) {
        for (Tag tag : tags) {
            MessageReference reference = State.find(state.destinations().owner(tag.owner()), tag);
            if (reference != null && from.inFlight().remove(reference)) {
                to.inFlight().add(reference);
                reference.handTo(to);
            }
        }
    }

    /**
     * Returns all messages in flight for the session: the seen ones with their delivery count, the others as if never
     * delivered.
     */
    public void recover(Decision decision, ClientConnection connection, ClientSession session, List<Tag> seen) {
        recover(decision, connection, session, find(seen), Set.of());
    }

    /** Recovers a session, except for the messages that the request keeps in flight. */
    public void recover(
            Decision decision, ClientConnection connection, ClientSession session, Request.Recover request) {
        recover(decision, connection, session, find(request.seen()), find(request.kept()));
    }

    /** Recovers a session whose client is gone: every message that was sent to the client counts as seen. */
    public void abandon(Decision decision, ClientConnection connection, ClientSession session) {
        Set<MessageReference> seen = new HashSet<>(session.inFlight());
        consumersOf(connection, session).forEach(consumer -> consumer.withdraw().forEach(seen::remove));
        recover(decision, connection, session, seen, Set.of());
    }

    /** The client's link is lost: messages not yet sent are returned as if never delivered, and all credit is revoked. */
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
        returnToQueue(decision, unsent, Set.of());
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
        returnToQueue(decision, returned, seen);
        session.inFlight().retainAll(kept);
    }

    public static List<ClientConsumer> consumersOf(ClientConnection connection, ClientSession session) {
        return connection.consumers().values().stream()
                .filter(consumer -> consumer.session() == session)
                .toList();
    }

    /** Returns the messages of a closing consumer that its client has not seen; the seen ones stay in flight. */
    public void takeBack(Decision decision, ClientConsumer consumer, List<Tag> seen) {
        consumer.withdraw();
        Set<MessageReference> kept = find(seen);
        List<MessageReference> unseen = consumer.session().inFlight().stream()
                .filter(reference -> reference.consumer() == consumer && !kept.contains(reference))
                .toList();
        unseen.forEach(consumer.session().inFlight()::remove);
        returnToQueue(decision, unseen, Set.of());
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

    private void returnToQueue(Decision decision, Collection<MessageReference> references, Set<MessageReference> seen) {
        Map<ReturnKey, List<Change.Attempt>> returned = new LinkedHashMap<>();
        for (MessageReference reference : references) {
            boolean wasSeen = seen.contains(reference);
            lookAgainIfExclusive(DeliveryQueue.of(reference));
            if (!wasSeen || !deadLetters.takeExhausted(decision, reference)) {
                ReturnKey key =
                        new ReturnKey(DeliveryQueue.of(reference), wasSeen ? due(reference, decision.time()) : 0);
                int attempts = reference.attempts() - (wasSeen ? 0 : 1);
                returned.computeIfAbsent(key, any -> new ArrayList<>())
                        .add(new Change.Attempt(reference.tag(), attempts));
            }
        }
        Map<DeliveryQueue, Integer> counts = new LinkedHashMap<>();
        returned.forEach((key, attempts) -> {
            decision.make(new Change.Returned(key.owner.id(), attempts, key.due));
            dispatcher.lookAgain(key.owner);
            counts.merge(key.owner, attempts.size(), Integer::sum);
        });
        counts.forEach((owner, count) -> Eviction.afterReturned(decision, owner, count));
    }

    /** When a seen message may be redelivered, in milliseconds since the epoch; 0 for at once. */
    private static long due(MessageReference reference, long now) {
        long delay = DeliveryQueue.of(reference).policy().delayAfter(reference.attempts());
        return delay == 0 ? 0 : now + delay;
    }

    /** The change that returns a seen message. */
    static Change returned(MessageReference reference, long now) {
        Change.Attempt attempts = new Change.Attempt(reference.tag(), reference.attempts());
        return new Change.Returned(reference.owner().id(), List.of(attempts), due(reference, now));
    }
}
