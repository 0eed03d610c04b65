package org.restante.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.persistence.ChangeCodec;
import org.restante.broker.routing.Router;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.link.Reply;
import org.restante.message.Decoder;

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
        Change.Stored copy = engine.state().sharing().copy(candidate.stored, candidate.position);
        if (copy == null) {
            return;
        }
        copy.message().pin(); // until the copy is in the log and Engine.kept sets its position
        decision.record(copy);
        for (int id : copy.owners()) {
            DeliveryQueue owner = engine.state().destinations().owner(id);
            MessageReference reference = owner == null
                    ? null
                    : owner.ownBacklog()
                            .find(copy.message().priority(), copy.message().sequence());
            if (reference != null) {
                copyDelay(decision, reference);
            }
        }
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
        engine.state()
                .destinations()
                .topics()
                .forEach(topic -> topic.shared()
                        .takeAllIf(message ->
                                message.position() != StoredMessage.NOWHERE && message.position() < position));
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
