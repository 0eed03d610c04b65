package org.restante.broker.persistence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.link.Tag;
import org.restante.log.Keep;

/**
 * The entry that acknowledgements share which follow each other: those of one owner are one change, so that {@link TagCodec} finds ranges
 * across their requests. Owned by the broker thread.
 */
final class SharedEntry {

    private static final int MOST = 4_096;

    /** More bytes than a message takes, with the change that it may need of its own. */
    private static final int MAX_MESSAGE = 32;

    private final int most;
    private @Nullable Decision shared;
    private Change.@Nullable Settled last;
    private int messages;

    /** @param maxEntry the most bytes of an entry */
    SharedEntry(int maxEntry) {
        most = Math.min(MOST, maxEntry / MAX_MESSAGE);
    }

    /** Adds what the decision has changed; returns false if it has to be appended behind this entry. */
    boolean add(Decision decision) {
        int more = messages(decision);
        if (more > most - messages
                || (shared != null && (shared.time() != decision.time() || shared.keep() != decision.keep()))) {
            return false;
        }
        messages += more;
        Decision entry = shared == null ? decision.withoutChanges() : shared;
        if (shared == null && decision.keep() == Keep.SYNCED) {
            entry.sync();
        }
        shared = entry;
        decision.changes().forEach(change -> add(entry, (Change.Settled) change));
        return true;
    }

    private static int messages(Decision decision) {
        int messages = 0;
        for (Change change : decision.changes()) {
            messages += ((Change.Settled) change).tags().size();
        }
        return messages;
    }

    private void add(Decision entry, Change.Settled settled) {
        if (last != null && last.owner() == settled.owner()) {
            last.tags().addAll(settled.tags());
        } else {
            List<Tag> tags = new ArrayList<>(settled.tags());
            last = new Change.Settled(settled.owner(), settled.outcome(), settled.reason(), tags);
            entry.record(last);
        }
    }

    /** Returns the decision to append, and begins anew; null if nothing was added. */
    @Nullable
    Decision take() {
        Decision taken = shared;
        shared = null;
        last = null;
        messages = 0;
        return taken;
    }
}
