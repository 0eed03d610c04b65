package org.restante.broker.state;

import java.util.List;
import org.restante.broker.backlog.MessageReference;
import org.restante.link.DeliveryStatus;
import org.restante.link.Tag;
import org.restante.message.Envelope;

/**
 * Drops messages that have lost their place in a queue: last values that a later message replaces, and the oldest messages of a full
 * ring. Called where a message is stored, and where messages in flight come back.
 */
public final class Eviction {

    private Eviction() {}

    /** The most messages that one send drops, to keep its entry small; a ring whose bound was lowered shrinks over several sends. */
    public static int maxDropped(Envelope message) {
        return 64 + message.size() / 64;
    }

    /** A message is about to be stored. */
    public static void beforeStored(Decision decision, DeliveryQueue owner, Envelope message) {
        List<MessageReference> replaced = owner.replacedBy(message);
        if (!replaced.isEmpty()) { // seldom: no text is made for each send
            drop(decision, owner, replaced, "replaced by " + message.id());
        }
        dropOverflow(decision, owner, 1, message.size(), maxDropped(message));
    }

    /** Messages have come back: at most this many are dropped in addition to the replaced ones. */
    public static void afterReturned(Decision decision, DeliveryQueue owner, int max) {
        for (LastValues.Replaced old : owner.lastValues().returned()) {
            drop(decision, owner, List.of(old.reference()), "replaced by " + old.by());
        }
        dropOverflow(decision, owner, 0, 0, max);
    }

    private static void dropOverflow(Decision decision, DeliveryQueue owner, int messages, int size, int max) {
        if (owner.policy().isRing()) {
            drop(decision, owner, owner.overflow(messages, size, max), "the ring is full");
        }
    }

    private static void drop(Decision decision, DeliveryQueue owner, List<MessageReference> references, String reason) {
        if (!references.isEmpty()) {
            List<Tag> tags = references.stream().map(MessageReference::tag).toList();
            decision.make(new Change.Settled(owner.id(), DeliveryStatus.State.PURGED, reason, tags));
        }
    }
}
