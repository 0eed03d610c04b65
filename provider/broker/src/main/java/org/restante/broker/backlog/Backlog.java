package org.restante.broker.backlog;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.link.Tag;
import org.restante.message.MessageId;

/**
 * All that one queue or subscription is owed, in the order of dispatch: highest priority first, then by sequence. What is in
 * flight keeps its place here until it is settled. Owned by the broker thread.
 *
 * <p>What has waited for a while is packed. Whoever asks for a message by its place gets it, and unpacks what is packed with it; walks
 * over all that only look are told of packed messages by objects made for them, which are nobody's place here.
 */
public final class Backlog {

    public static final int HIGHEST = 9;

    private final Owner owner;
    private final @Nullable Packer packer;
    private final @Nullable Run[] runs = new @Nullable Run[HIGHEST + 1];
    private int size;

    /**
     * A backlog that is still empty.
     *
     * @param packer null if nothing here is packed
     */
    public Backlog(Owner owner, @Nullable Packer packer) {
        this.owner = owner;
        this.packer = packer;
    }

    public int size() {
        return size;
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

    /** Puts packed messages behind all others of their priority. Says whether that is their place; if not, nothing is done. */
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

    /** The first of this priority with this sequence or a later one. */
    public @Nullable MessageReference atOrAfter(int priority, long sequence) {
        Run run = runs[priority];
        return run == null ? null : run.atOrAfter(sequence);
    }

    /** The same, passing over what is packed where that may be. */
    public @Nullable MessageReference atOrAfter(int priority, long sequence, Predicate<PackedMessages> passes) {
        Run run = runs[priority];
        return run == null ? null : run.atOrAfter(sequence, passes);
    }

    /** What is packed, where all of it comes before anything else of this priority from this sequence on; see {@link Run#packedAt}. */
    public @Nullable PackedMessages packedAt(int priority, long sequence, Predicate<PackedMessages> passes) {
        Run run = runs[priority];
        return run == null ? null : run.packedAt(sequence, passes);
    }

    public @Nullable MessageReference first() {
        return after(null, packed -> false);
    }

    /** The one that has waited longest, whatever its priority; for whoever only looks. */
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

    /** The one behind this place, whether or not something stands there. */
    public @Nullable MessageReference after(Tag tag) {
        return after(tag, packed -> false);
    }

    /** The one behind this place, or the first if there is none, passing over what is packed where that may be. */
    public @Nullable MessageReference after(@Nullable Tag tag, Predicate<PackedMessages> passes) {
        return tag == null ? next(HIGHEST, 0, passes) : next(tag.priority(), tag.sequence() + 1, passes);
    }

    /** Visits what is not in flight, and first what can best be done without: the lowest priority, the oldest; the delayed last. */
    public void forEachLeastWanted(Predicate<MessageReference> goesOn) {
        forEachLeastWanted(false, goesOn);
    }

    private void forEachLeastWanted(boolean delayed, Predicate<MessageReference> goesOn) {
        Predicate<PackedMessages> passes = packed -> delayed; // what is packed is not delayed
        for (Run run : runs) {
            MessageReference next = run == null ? null : run.atOrAfter(0, passes);
            while (run != null && next != null) {
                if (!next.isInFlight() && next.isDelayed() == delayed && !goesOn.test(next)) {
                    return;
                }
                next = run.atOrAfter(next.sequence() + 1, passes);
            }
        }
        if (!delayed) {
            forEachLeastWanted(true, goesOn);
        }
    }

    /** Visits all, in order; for whoever only looks. The visitor must not change the backlog. */
    public void forEach(Consumer<MessageReference> visitor) {
        forEachRun(run -> run.forEach(visitor));
    }

    /** Visits those with this identifier, for whoever only looks. */
    public void forEach(MessageId id, Consumer<MessageReference> visitor) {
        forEachRun(run -> run.forEach(id, visitor));
    }

    /** Visits all, in order, but for what is packed and may be passed over; the visitor must not change the backlog. */
    public void forEach(Predicate<PackedMessages> passes, Consumer<MessageReference> visitor) {
        forEachRun(run -> run.forEach(passes, visitor));
    }

    private void forEachRun(Consumer<Run> visitor) {
        for (int priority = HIGHEST; priority >= 0; priority--) {
            Run run = runs[priority];
            if (run != null) {
                visitor.accept(run);
            }
        }
    }

    private @Nullable MessageReference next(int highest, long sequence, Predicate<PackedMessages> passes) {
        MessageReference found = atOrAfter(highest, sequence, passes);
        for (int priority = highest - 1; found == null && priority >= 0; priority--) {
            found = atOrAfter(priority, 0, passes);
        }
        return found;
    }
}
