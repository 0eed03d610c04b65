package org.restante.broker.backlog;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.link.Tag;
import org.restante.message.MessageId;

/**
 * All messages of one queue or subscription, in the order of dispatch: highest priority first, then by sequence. A message in
 * flight keeps its place until it is settled. Owned by the broker thread.
 *
 * <p>Messages that have waited for a while are packed. A lookup returns the message, and unpacks all messages that are packed with
 * it. The trap: the read-only walks do not unpack; for a packed message they pass a temporary object, which is not the one in the
 * backlog later.
 */
public final class Backlog {

    public static final int HIGHEST = 9;

    private final Owner owner;
    private final @Nullable Packer packer;
    private final @Nullable Run[] runs = new @Nullable Run[HIGHEST + 1];
    private int size;

    /**
     * An empty backlog.
     *
     * @param packer null if its messages are never packed
     */
    public Backlog(Owner owner, @Nullable Packer packer) {
        this.owner = owner;
        this.packer = packer;
    }

    public int size() {
        return size;
    }

    /** Whether it has a message of this priority. */
    public boolean has(int priority) {
        Run run = runs[priority];
        return run != null && run.size() > 0;
    }

    public void add(MessageReference reference) {
        run(reference.message().priority()).add(reference);
        size++;
    }

    private Run run(int priority) {
        Run run = runs[priority];
        if (run == null) {
            run = new Run(owner, priority, packer);
            runs[priority] = run;
        }
        return run;
    }

    /**
     * Appends packed messages if their sequences follow all others of their priority. Returns whether they did; if not, nothing
     * is done.
     */
    public boolean append(int priority, PackedMessages packed) {
        boolean fits = run(priority).append(packed);
        size += fits ? packed.count() : 0;
        return fits;
    }

    public @Nullable MessageReference find(int priority, long sequence) {
        Run run = runs[priority];
        return run == null ? null : run.find(sequence);
    }

    public void remove(MessageReference reference) {
        Run run = runs[reference.message().priority()];
        if (run != null) {
            int before = run.size();
            run.remove(reference.sequence());
            size -= before - run.size();
        }
    }

    /** The first message of this priority with this sequence or a later one. */
    public @Nullable MessageReference atOrAfter(int priority, long sequence) {
        Run run = runs[priority];
        return run == null ? null : run.atOrAfter(sequence);
    }

    /** The first message of this priority from this sequence on; packed messages that {@code skip} accepts are skipped. */
    public @Nullable MessageReference atOrAfter(int priority, long sequence, Predicate<PackedMessages> skip) {
        Run run = runs[priority];
        return run == null ? null : run.atOrAfter(sequence, skip);
    }

    /** Packed messages that all come before any other message of this priority from this sequence on; see {@link Run#packedAt}. */
    public @Nullable PackedMessages packedAt(int priority, long sequence, Predicate<PackedMessages> skip) {
        Run run = runs[priority];
        return run == null ? null : run.packedAt(sequence, skip);
    }

    public @Nullable MessageReference first() {
        return after(null, packed -> false);
    }

    /** The message that has waited longest, of any priority; read-only: a temporary object if it is packed. */
    public @Nullable MessageReference oldest() {
        MessageReference oldest = null;
        for (Run run : runs) {
            MessageReference first = run == null ? null : run.peek();
            if (first != null && (oldest == null || first.sequence() < oldest.sequence())) {
                oldest = first;
            }
        }
        return oldest;
    }

    /** The message after this one, which need not exist. */
    public @Nullable MessageReference after(Tag tag) {
        return after(tag, packed -> false);
    }

    /** The message after this one, or the first if it is null; packed messages that {@code skip} accepts are skipped. */
    public @Nullable MessageReference after(@Nullable Tag tag, Predicate<PackedMessages> skip) {
        return tag == null ? next(HIGHEST, 0, skip) : next(tag.priority(), tag.sequence() + 1, skip);
    }

    /**
     * Visits the messages that are not in flight in the order in which a ring drops them: lowest priority first, then oldest;
     * those that their producers have delayed last. A redelivery delay makes no difference.
     */
    public void forEachToEvict(Predicate<MessageReference> visitor) {
        forEachToEvict(false, visitor);
    }

    private void forEachToEvict(boolean delayed, Predicate<MessageReference> visitor) {
        Predicate<PackedMessages> skip = packed -> delayed; // packed messages are not delayed
        for (Run run : runs) {
            MessageReference next = run == null ? null : run.atOrAfter(0, skip);
            while (run != null && next != null) {
                if (!next.isInFlight() && isDelayedByProducer(next) == delayed && !visitor.test(next)) {
                    return;
                }
                next = run.atOrAfter(next.sequence() + 1, skip);
            }
        }
        if (!delayed) {
            forEachToEvict(true, visitor);
        }
    }

    private static boolean isDelayedByProducer(MessageReference reference) {
        return reference.isDelayed() && reference.attempts() == 0;
    }

    /** Visits all messages, in order, read-only: packed ones as temporary objects. The visitor must not change the backlog. */
    public void forEach(Consumer<MessageReference> visitor) {
        forEachRun(run -> run.forEach(visitor));
    }

    /** Visits the messages with this identifier, read-only: packed ones as temporary objects. */
    public void forEach(MessageId id, Consumer<MessageReference> visitor) {
        forEachRun(run -> run.forEach(id, visitor));
    }

    /**
     * Visits all messages, in order; packed ones that {@code skip} accepts are skipped. The visitor must not change the
     * backlog.
     */
    public void forEach(Predicate<PackedMessages> skip, Consumer<MessageReference> visitor) {
        forEachRun(run -> run.forEach(skip, visitor));
    }

    private void forEachRun(Consumer<Run> visitor) {
        for (int priority = HIGHEST; priority >= 0; priority--) {
            Run run = runs[priority];
            if (run != null) {
                visitor.accept(run);
            }
        }
    }

    private @Nullable MessageReference next(int highest, long sequence, Predicate<PackedMessages> skip) {
        MessageReference found = atOrAfter(highest, sequence, skip);
        for (int priority = highest - 1; found == null && priority >= 0; priority--) {
            found = atOrAfter(priority, 0, skip);
        }
        return found;
    }
}
