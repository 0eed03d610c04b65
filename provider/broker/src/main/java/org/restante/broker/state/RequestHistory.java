package org.restante.broker.state;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The durable requests that were executed for one conversation, by request number; so a repeated request is not executed twice,
 * even after a restart. Owned by the broker thread.
 */
public final class RequestHistory {

    /** The most request numbers in one change. */
    private static final int SLICE = 512;

    private final Change.ConversationBegun begun;
    private final SequenceWindow done = new SequenceWindow();
    private long usedAt;
    private long leftAt;

    RequestHistory(Change.ConversationBegun begun, long now) {
        this.begun = begun;
        this.usedAt = now;
    }

    public int id() {
        return begun.id();
    }

    public UUID name() {
        return begun.name();
    }

    public @Nullable String user() {
        return begun.user();
    }

    public SequenceWindow done() {
        return done;
    }

    /** When a request was last executed, or the last link ended, in milliseconds since the epoch. */
    public long usedAt() {
        return usedAt;
    }

    public void touch(long now) {
        usedAt = Math.max(usedAt, now);
    }

    /**
     * When its last link ended, in milliseconds since the broker started; 0 if it has had none since. Not stored: the wall clock
     * may be set, and a client that is away for a minute must not be forgotten for it.
     */
    public long leftAt() {
        return leftAt;
    }

    public void leave(long elapsed) {
        leftAt = elapsed;
    }

    /** The changes that rebuild this history. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        changes.add(begun);
        List<Long> all = done.all();
        for (int from = 0; from == 0 || from < all.size(); from += SLICE) {
            List<Long> part = all.subList(from, Math.min(all.size(), from + SLICE));
            changes.add(new Change.DoneOnce(id(), done.settled(), List.copyOf(part)));
        }
        return changes;
    }
}
