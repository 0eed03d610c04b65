package org.restante.broker;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.link.Tag;

/**
 * All that one queue or subscription is owed, in the order of dispatch: highest priority first, then by sequence. What is in
 * flight keeps its place here until it is settled. Owned by the broker thread.
 */
final class Backlog {

    static final int HIGHEST = 9;

    private final @Nullable Run[] runs = new @Nullable Run[HIGHEST + 1];
    private int size;

    int size() {
        return size;
    }

    void add(MessageReference reference) {
        int priority = reference.message().priority();
        Run run = runs[priority];
        if (run == null) {
            run = new Run();
            runs[priority] = run;
        }
        run.add(reference);
        size++;
    }

    @Nullable
    MessageReference find(int priority, long sequence) {
        Run run = runs[priority];
        return run == null ? null : run.find(sequence);
    }

    void remove(MessageReference reference) {
        Run run = runs[reference.message().priority()];
        if (run != null) {
            int before = run.size();
            run.remove(reference.sequence());
            size -= before - run.size();
        }
    }

    /** The first of this priority with this sequence or a later one. */
    @Nullable
    MessageReference atOrAfter(int priority, long sequence) {
        Run run = runs[priority];
        return run == null ? null : run.atOrAfter(sequence);
    }

    @Nullable
    MessageReference first() {
        return next(HIGHEST, 0);
    }

    /** The one that has waited longest, whatever its priority. */
    @Nullable
    MessageReference oldest() {
        MessageReference oldest = null;
        for (int priority = HIGHEST; priority >= 0; priority--) {
            MessageReference first = atOrAfter(priority, 0);
            if (first != null && (oldest == null || first.sequence() < oldest.sequence())) {
                oldest = first;
            }
        }
        return oldest;
    }

    /** The one behind this place, whether or not something stands there. */
    @Nullable
    MessageReference after(Tag tag) {
        return next(tag.priority(), tag.sequence() + 1);
    }

    /** Visits what is not in flight, and first what can best be done without: the lowest priority, the oldest; the delayed last. */
    void forEachLeastWanted(Predicate<MessageReference> goesOn) {
        forEachLeastWanted(false, goesOn);
    }

    private void forEachLeastWanted(boolean delayed, Predicate<MessageReference> goesOn) {
        for (Run run : runs) {
            MessageReference next = run == null ? null : run.atOrAfter(0);
            while (run != null && next != null) {
                if (!next.isInFlight() && next.isDelayed() == delayed && !goesOn.test(next)) {
                    return;
                }
                next = run.atOrAfter(next.sequence() + 1);
            }
        }
        if (!delayed) {
            forEachLeastWanted(true, goesOn);
        }
    }

    /** Visits all, in order; the visitor must not change the backlog. */
    void forEach(Consumer<MessageReference> visitor) {
        for (int priority = HIGHEST; priority >= 0; priority--) {
            Run run = runs[priority];
            if (run != null) {
                run.forEach(visitor);
            }
        }
    }

    private @Nullable MessageReference next(int highest, long sequence) {
        MessageReference found = atOrAfter(highest, sequence);
        for (int priority = highest - 1; found == null && priority >= 0; priority--) {
            found = atOrAfter(priority, 0);
        }
        return found;
    }
}
