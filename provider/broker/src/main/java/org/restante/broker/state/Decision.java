package org.restante.broker.state;

import java.util.ArrayList;
import java.util.List;
import org.restante.log.Keep;

/** What one request changes: kept together or not at all. Owned by the broker thread. */
public final class Decision {

    private final State state;
    private final long time;
    private final List<Change> changes = new ArrayList<>(2);
    private Keep keep = Keep.WRITTEN;

    public Decision(State state, long time) {
        this.state = state;
        this.time = time;
    }

    /** The change takes effect now; the log gets it with all the others. */
    public void make(Change change) {
        changes.add(change);
        state.apply(time, change);
    }

    /** The log gets it, but nothing changes before it is kept. */
    public void record(Change change) {
        changes.add(change);
    }

    public long time() {
        return time;
    }

    public List<Change> changes() {
        return changes;
    }

    public Keep keep() {
        return keep;
    }

    /** Whoever asked may be told only when this would survive a loss of power. */
    public void sync() {
        keep = Keep.SYNCED;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
