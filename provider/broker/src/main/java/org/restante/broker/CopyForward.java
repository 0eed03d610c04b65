package org.restante.broker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.ChangeCodec;
import org.restante.broker.routing.Router;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.OwnerSet;
import org.restante.broker.state.SharedBacklog;
import org.restante.broker.state.Topic;
import org.restante.link.Reply;
import org.restante.message.Decoder;
import org.restante.message.Envelope;

/**
 * Copies waiting messages from the oldest segment of the log to its end, so that the segment can be trimmed. Owned by the broker
 * thread, except {@link #candidates}.
 */
final class CopyForward {

    /** A message stored in the oldest segment; it may have been settled since. */
    record Candidate(Change.Stored stored, long position) {

        /** The most bytes that a copy takes in an entry that it shares with others. */
        long size() {
            return Router.size(stored.envelope(), stored.mostOwners());
        }
    }

    private final Engine engine;

    CopyForward(Engine engine) {
        this.engine = engine;
    }

    /** The messages stored by an entry of the log. Any thread may call it. */
    static List<Candidate> candidates(long position, byte[] entry) {
        List<Candidate> found = new ArrayList<>();
        try {
            ChangeCodec.decode(entry, (time, change, offset) -> {
                if (change instanceof Change.Stored stored) {
                    found.add(new Candidate(stored, position));
                }
            });
        } catch (Decoder.MalformedException notABrokersEntry) {
            found.clear(); // recovery has logged it and skipped it
        }
        return found;
    }

    /**
     * Appends copies of the messages that still wait at their old positions; the stage completes when the copies are in the
     * log.
     */
    CompletableFuture<Reply> copy(List<Candidate> candidates) {
        Decision decision = engine.decision();
        for (Candidate candidate : candidates) {
            copy(decision, candidate);
        }
        return engine.append(decision);
    }

    private void copy(Decision decision, Candidate candidate) {
        Change.Stored before = candidate.stored;
        Set<MessageReference> waiting = new LinkedHashSet<>();
        for (int id : before.owners()) {
            DeliveryQueue owner = engine.state().destinations().owner(id);
            MessageReference reference = owner == null
                    ? null
                    : owner.backlog()
                            .find(before.message().priority(), before.message().sequence());
            if (reference != null && reference.message().position() == candidate.position) {
                waiting.add(reference);
            }
        }
        List<OwnerSet> sets = sets(candidate, waiting);
        if (waiting.isEmpty() && sets.isEmpty()) {
            return;
        }
        int[] owners =
                waiting.stream().mapToInt(reference -> reference.owner().id()).toArray();
        int[] attempts = waiting.stream().mapToInt(MessageReference::attempts).toArray();
        Envelope envelope = before.envelope();
        StoredMessage message =
                waiting.isEmpty() ? shared(sets.get(0), before.message()) : waiting.iterator().next().message();
        message.pin(); // until the copy is in the log and Engine.kept sets its position
        decision.record(new Change.Stored(message, envelope, owners, attempts, sets, true));
        waiting.forEach(reference -> copyDelay(decision, reference));
    }

    /**
     * The sets of subscriptions that still share the message. Members that have taken it are exceptions: the ones that still wait for
     * it join the single owners.
     */
    private List<OwnerSet> sets(Candidate candidate, Set<MessageReference> waiting) {
        List<OwnerSet> sets = new ArrayList<>(candidate.stored.sets().size());
        StoredMessage message = candidate.stored.message();
        for (OwnerSet before : candidate.stored.sets()) {
            Topic topic = engine.state().destinations().topic(before.topic());
            if (topic == null) {
                continue;
            }
            SharedBacklog.Entry entry = topic.shared().find(message.sequence());
            boolean isShared = entry != null && entry.message().position() == candidate.position;
            List<Integer> except = new ArrayList<>();
            topic.shared().forEachTaken(message.sequence(), before.below(), member -> {
                MessageReference own = member.ownBacklog().find(message.priority(), message.sequence());
                if (own == null || own.message().position() != candidate.position) {
                    except.add(member.id());
                } else {
                    waiting.add(own);
                }
            });
            if (isShared) {
                sets.add(new OwnerSet(before.topic(), before.below(), before.members(), merge(entry.except(), except, waiting)));
            }
        }
        return sets;
    }

    private static int[] merge(int[] some, List<Integer> others, Set<MessageReference> waiting) {
        Set<Integer> single = waiting.stream()
                .map(reference -> reference.owner().id())
                .collect(Collectors.toSet());
        return IntStream.concat(
                        Arrays.stream(some), others.stream().mapToInt(Integer::intValue))
                .filter(id -> !single.contains(id))
                .sorted()
                .distinct()
                .toArray();
    }

    private StoredMessage shared(OwnerSet set, StoredMessage message) {
        Topic topic = engine.state().destinations().topic(set.topic());
        SharedBacklog.Entry entry = topic == null ? null : topic.shared().find(message.sequence());
        if (entry == null) {
            throw new IllegalStateException(message + " has no shared entry in " + set);
        }
        return entry.message();
    }

    /** Logs the redelivery delay again: its first entry may be in the segment that is trimmed. */
    private void copyDelay(Decision decision, MessageReference reference) {
        long due = engine.state().delays().dueAfterReturn(reference);
        if (due != 0) {
            Change.Attempt counted = new Change.Attempt(reference.tag(), reference.attempts());
            decision.record(new Change.Returned(reference.owner().id(), List.of(counted), due));
        }
    }

    /** Sets aside the messages that still have positions before this one: copying skipped them because they cannot be read. */
    void setAsideBefore(long position) {
        List<MessageReference> unreadable = new ArrayList<>();
        engine.state().destinations().topics().forEach(topic -> topic.shared()
                .takeAllIf(message -> message.position() != StoredMessage.NOWHERE && message.position() < position));
        for (DeliveryQueue owner : engine.state().destinations().owners()) {
            owner.ownBacklog().forEach(packed -> packed.lowest() >= position, reference -> {
                long at = reference.message().position();
                if (at != StoredMessage.NOWHERE && at < position) {
                    unreadable.add(reference);
                }
            });
        }
        unreadable.forEach(reference -> engine.dispatcher().setAside(reference, "its entry in the log is damaged"));
    }
}
