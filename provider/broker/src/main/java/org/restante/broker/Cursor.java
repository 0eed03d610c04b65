package org.restante.broker;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.restante.message.Envelope;
import org.restante.selector.Selector;

/**
 * How far the consumers of one queue that share a selector have looked, so that nothing is looked at twice. Owned by the
 * broker thread.
 *
 * <p>What comes back behind it is looked at once more by itself, and not all that lies between. The trap: with a selector, a
 * message whose envelope is not in memory cannot be judged at once; until it has been read, the cursor stands still.
 */
final class Cursor {

    /** What a cursor asks of its surroundings. */
    interface Surroundings {
        /** Messages up to this sequence are kept, and may be delivered. */
        long keptSequence();

        long now();

        void expire(MessageReference reference);

        /** Takes a message out of the way whose bytes cannot be read. */
        void setAside(MessageReference reference, String reason);

        void fetch(StoredMessage message, Bodies.Receiver receiver);

        void lookAgain(DeliveryQueue queue);
    }

    /** So many places behind it are remembered; with one more it goes back to the first of them. */
    static final int MOST_BEHIND = 1000;

    private record Place(int priority, long sequence) {}

    private final DeliveryQueue queue;
    private final @Nullable Selector selector;
    private final long[] next = new long[Backlog.HIGHEST + 1];
    private final NavigableSet<Place> behind = new TreeSet<>(
            Comparator.comparingInt((Place place) -> -place.priority()).thenComparingLong(Place::sequence));
    private @Nullable MessageReference awaited;
    private @Nullable MessageReference matched;
    private int users;

    Cursor(DeliveryQueue queue, @Nullable Selector selector) {
        this.queue = queue;
        this.selector = selector;
    }

    /** Whether it stands still until an envelope has been read. */
    boolean isWaiting() {
        return awaited != null;
    }

    void addUser() {
        users++;
    }

    boolean dropUser() {
        return --users == 0;
    }

    /** Something at or before this place can be delivered again. */
    void rewind(MessageReference reference) {
        int priority = reference.message().priority();
        if (reference.sequence() >= next[priority]) {
            return;
        }
        behind.add(new Place(priority, reference.sequence()));
        if (selector == null || behind.size() > MOST_BEHIND) {
            behind.forEach(place -> next[place.priority()] = Math.min(next[place.priority()], place.sequence()));
            behind.clear();
        }
    }

    /** The next to deliver; null if there is none, or none yet. */
    @Nullable
    MessageReference next(Surroundings around) {
        for (int priority = Backlog.HIGHEST; priority >= 0 && awaited == null; priority--) {
            MessageReference found = nextBehind(priority, around);
            if (found == null && awaited == null) {
                found = next(priority, around);
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable MessageReference nextBehind(int priority, Surroundings around) {
        while (!behind.isEmpty() && behind.first().priority() == priority) {
            Place place = behind.first();
            MessageReference reference = queue.backlog().find(priority, place.sequence());
            if (reference != null && isDeliverable(reference, around) && isWanted(reference, around)) {
                return reference;
            }
            if (awaited != null) {
                return null;
            }
            behind.remove(place);
        }
        return null;
    }

    private @Nullable MessageReference next(int priority, Surroundings around) {
        while (true) {
            MessageReference reference = queue.backlog().atOrAfter(priority, next[priority]);
            if (reference == null || reference.sequence() > around.keptSequence()) {
                return null;
            }
            next[priority] = reference.sequence();
            if (isDeliverable(reference, around) && isWanted(reference, around)) {
                return reference;
            }
            if (awaited != null) {
                return null;
            }
            next[priority] = reference.sequence() + 1;
        }
    }

    private static boolean isDeliverable(MessageReference reference, Surroundings around) {
        if (reference.isInFlight() || reference.isDelayed()) {
            return false;
        }
        if (reference.message().isExpired(around.now())) {
            around.expire(reference);
            return false;
        }
        return true;
    }

    private boolean isWanted(MessageReference reference, Surroundings around) {
        return selector == null || reference == matched || isMatch(selector, reference, around);
    }

    private boolean isMatch(Selector wanted, MessageReference reference, Surroundings around) {
        Envelope envelope = reference.message().envelope();
        if (envelope != null) {
            return wanted.matches(envelope);
        }
        awaited = reference;
        around.fetch(reference.message(), (read, failure) -> {
            awaited = null;
            if (read == null) {
                around.setAside(reference, failure);
            } else if (wanted.matches(read)) {
                matched = reference;
            } else {
                passOver(reference);
            }
            around.lookAgain(queue);
        });
        return false;
    }

    private void passOver(MessageReference reference) {
        int priority = reference.message().priority();
        if (!behind.remove(new Place(priority, reference.sequence())) && next[priority] == reference.sequence()) {
            next[priority]++;
        }
    }
}
