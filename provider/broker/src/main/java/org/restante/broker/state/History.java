package org.restante.broker.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.Step;
import org.restante.message.MessageId;

/**
 * The delivery history of settled messages, up to a bound; when it is full, the oldest is removed. Owned by the broker thread.
 *
 * <p>The trap: a message is settled once, but a log that is replayed over a snapshot settles some again. So during recovery the history
 * knows which messages it has; afterwards it does not look.
 */
public final class History {

    /** A settled message of one queue or subscription. */
    public record Finished(int owner, long sequence, DeliveryStatus status) {

        private Key key() {
            return new Key(owner, sequence);
        }
    }

    private record Key(int owner, long sequence) {}

    private final int bound;
    private final ArrayDeque<Finished> finished = new ArrayDeque<>();
    private long removed;
    private @Nullable Step last;

    /** What the history has; null after recovery. */
    private @Nullable Set<Key> known = new HashSet<>();

    History(int bound) {
        this.bound = bound;
    }

    /** Adds a message that was settled now. */
    void add(MessageReference reference, long time, DeliveryStatus.State outcome, @Nullable String reason) {
        Step step = last(outcome, time, reference.attempts(), reason);
        DeliveryStatus status = statusOf(reference, reference.settled(step));
        add(new Finished(reference.owner().id(), reference.sequence(), status));
    }

    /** The last step of a message; one object for messages that are settled together. */
    private Step last(DeliveryStatus.State outcome, long time, int attempts, @Nullable String reason) {
        Step latest = last;
        if (latest == null
                || latest.state() != outcome
                || latest.time() != time
                || latest.attempt() != attempts
                || !Objects.equals(latest.reason(), reason)) {
            latest = new Step(outcome, time, attempts, null, null, reason);
            last = latest;
        }
        return latest;
    }

    /** What has become of a message so far. */
    public static DeliveryStatus statusOf(MessageReference reference, List<Step> steps) {
        SubscriptionDefinition subscription = DeliveryQueue.of(reference).subscription();
        return new DeliveryStatus(
                reference.message().id(),
                reference.owner().address(),
                subscription == null ? null : subscription.name(),
                steps);
    }

    /** Adds a settled message, unless it is there already. */
    public void add(Finished one) {
        if (known != null && !known.add(one.key())) {
            return;
        }
        finished.add(one);
        if (finished.size() > bound) {
            Finished oldest = finished.remove();
            removed++;
            if (known != null) {
                known.remove(oldest.key());
            }
        }
    }

    /** Recovery has ended: no message is settled a second time. */
    void recovered() {
        known = null;
    }

    public List<DeliveryStatus> of(MessageId id) {
        List<DeliveryStatus> found = new ArrayList<>();
        for (Finished one : finished) {
            if (one.status.id().equals(id)) {
                found.add(one.status);
            }
        }
        return found;
    }

    /** The entries from this number on, by number, the oldest first. Entries are numbered in the order in which they were added. */
    public Map<Long, DeliveryStatus> from(long first) {
        Map<Long, DeliveryStatus> found = new LinkedHashMap<>();
        long number = removed;
        for (Finished one : finished) {
            if (number >= first) {
                found.put(number, one.status);
            }
            number++;
        }
        return found;
    }

    public Collection<Finished> all() {
        return Collections.unmodifiableCollection(finished);
    }
}
