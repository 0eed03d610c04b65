package org.restante.broker.persistence;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.Backlog;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.PackedMessages;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.Change;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.History;
import org.restante.broker.state.RequestHistory;
import org.restante.broker.state.State;
import org.restante.broker.state.Topic;

/**
 * A fuzzy snapshot: a walk over the live state in slices, while the state changes. Owned by the broker thread.
 *
 * <p>A slice has each message as it is when the walk reaches it. Replaying the log from the start of the walk on top of the rows
 * gives the state at the end of the walk, because changes are idempotent (see {@link Change}). The trap: a message that is not kept
 * yet is left out; its entry comes after the start of the walk.
 *
 * <p>Packed messages are written as one row if no other message comes between them. When they are unpacked later, the walk may meet
 * some of them again; the later row overrides the earlier one. The walk skips only the packed object it has just written; another
 * one may have other messages.
 */
public final class SnapshotPass {

    private final State state;
    private final int slice;
    private boolean begun;
    private int owner;
    private int priority = Backlog.HIGHEST;

    /** All messages of this owner and priority with lower sequences have been written. */
    private long sequence;

    /** The packed messages that were written last. */
    private @Nullable PackedMessages written;

    /** How many messages were packed only for this slice. */
    private int packedNow;

    private @Nullable Iterator<History.Finished> finished;
    private long count;
    private Change.@Nullable Remembered remembered;
    private int conversation;
    private @Nullable SharedRows shared;

    /**
     * Begins a walk over the state.
     *
     * @param slice how many rows a slice has
     */
    public SnapshotPass(State state, int slice) {
        this.state = state;
        this.slice = slice;
    }

    /** The next slice of rows, in order; empty at the end. */
    public List<SnapshotRows.Row> next() {
        List<SnapshotRows.Row> rows = new ArrayList<>();
        packedNow = 0;
        if (!begun) {
            begun = true;
            shared = new SharedRows(state);
            definitions(rows);
        }
        while (finished == null && rows.size() < slice && packedNow < slice) {
            references(rows);
        }
        while (finished != null && finished.hasNext() && rows.size() < slice) {
            rows.add(SnapshotRows.finished(count++, finished.next()));
        }
        if (finished != null && !finished.hasNext() && rows.size() < slice) {
            remembered(rows);
            requestHistories(rows);
        }
        if (finished != null && shared != null && rows.size() < slice) {
            shared.addTo(rows, slice);
        }
        return rows;
    }

    private void remembered(List<SnapshotRows.Row> rows) {
        for (Change.Remembered next : state.duplicates().after(remembered, slice - rows.size())) {
            rows.add(SnapshotRows.remembered(next));
            remembered = next;
        }
    }

    private void requestHistories(List<SnapshotRows.Row> rows) {
        for (RequestHistory history : state.requestHistories().from(conversation, slice - rows.size())) {
            if (rows.size() >= slice) {
                return;
            }
            conversation = history.id() + 1;
            rows.addAll(SnapshotRows.conversation(history));
        }
    }

    private void definitions(List<SnapshotRows.Row> rows) {
        rows.add(SnapshotRows.counters(state));
        List<SnapshotRows.Row> settings = new ArrayList<>();
        List<SnapshotRows.Row> destinations = new ArrayList<>();
        List<SnapshotRows.Row> subscriptions = new ArrayList<>();
        for (Change definition : definitions(state)) {
            if (definition instanceof Change.DestinationCreated created) {
                destinations.add(SnapshotRows.destination(created.id(), created.address()));
            } else if (definition instanceof Change.QueueMade made) {
                destinations.add(SnapshotRows.made(made.id(), made.address()));
            } else if (definition instanceof Change.Prepared prepared) {
                destinations.add(SnapshotRows.branch(prepared.branch()));
            } else if (definition instanceof Change.SubscriptionCreated created) {
                subscriptions.add(SnapshotRows.subscription(created.definition()));
            } else if (definition instanceof Change.Paused paused) {
                boolean isSubscription = isSubscription(paused.id());
                (isSubscription ? subscriptions : destinations).add(SnapshotRows.paused(paused.id(), isSubscription));
            } else if (definition instanceof Change.SettingsChanged changed) {
                settings.add(SnapshotRows.settings(settings.size(), changed.pattern(), changed.settings()));
            } else if (!isInAnotherRow(definition)) {
                throw new IllegalStateException("no row for " + definition);
            }
        }
        destinations.sort((a, b) -> java.util.Arrays.compareUnsigned(a.key(), b.key()));
        rows.addAll(settings);
        rows.addAll(destinations);
        rows.addAll(subscriptions);
    }

    /** Counters have the first row; conversations come last. */
    private static boolean isInAnotherRow(Change definition) {
        return definition instanceof Change.StoreNamed
                || definition instanceof Change.SequencesFrom
                || definition instanceof Change.ConversationBegun
                || definition instanceof Change.DoneOnce;
    }

    private boolean isSubscription(int id) {
        DeliveryQueue owner = state.destinations().owner(id);
        return owner != null && owner.subscription() != null;
    }

    /**
     * The definitions that the log must have again before its beginning is trimmed: the store, settings, destinations,
     * subscriptions, branches, pauses, and request histories.
     */
    public static List<Change> definitions(State state) {
        List<Change> all = new ArrayList<>();
        all.add(new Change.StoreNamed(state.store()));
        all.add(new Change.SequencesFrom(state.nextSequence()));
        state.policies().all().forEach((pattern, settings) -> all.add(new Change.SettingsChanged(pattern, settings)));
        for (Topic topic : state.destinations().topics()) {
            all.add(new Change.DestinationCreated(topic.id(), topic.address()));
            if (topic.isPaused()) {
                all.add(new Change.Paused(topic.id(), true));
            }
        }
        for (DeliveryQueue queue : state.destinations().owners()) {
            all.add(definition(queue));
            if (queue.isPausedItself()) {
                all.add(new Change.Paused(queue.id(), true));
            }
        }
        state.requestHistories().all().forEach(history -> all.addAll(history.changes()));
        return all;
    }

    /** The most bytes of the log that these definitions take, apart from the frames of their entries. */
    public static long bytes(List<Change> definitions) {
        return definitions.stream().mapToLong(ChangeCodec::size).sum();
    }

    private static Change definition(DeliveryQueue queue) {
        if (queue.branch() != null) {
            return new Change.Prepared(queue.branch());
        }
        if (queue.subscription() != null) {
            return new Change.SubscriptionCreated(queue.subscription());
        }
        return queue.isMadeByUse()
                ? new Change.QueueMade(queue.id(), queue.address())
                : new Change.DestinationCreated(queue.id(), queue.address());
    }

    private void references(List<SnapshotRows.Row> rows) {
        DeliveryQueue queue = state.destinations().ownerFrom(owner);
        if (queue == null) {
            finished = new ArrayList<>(state.history().all()).iterator();
            return;
        }
        if (queue.id() != owner) {
            begin(queue.id());
        }
        if (shared != null) {
            shared.at(queue);
        }
        boolean more = true;
        while (more && rows.size() < slice && packedNow < slice) {
            more = next(queue.ownBacklog(), rows);
        }
        if (!more) {
            begin(owner + 1);
        }
    }

    private void begin(int id) {
        owner = id;
        priority = Backlog.HIGHEST;
        sequence = 0;
        written = null;
    }

    /** Writes the next row of an owner. Returns whether there may be more. */
    private boolean next(Backlog backlog, List<SnapshotRows.Row> rows) {
        PackedMessages packed = backlog.packedAt(priority, sequence, each -> each == written);
        if (packed != null) {
            rows.add(SnapshotRows.packed(owner, priority, packed));
            written = packed;
            sequence = packed.first() + 1;
            return true;
        }
        MessageReference next = peek(backlog);
        if (next == null) {
            sequence = 0;
            return --priority >= 0;
        }
        List<MessageReference> plain = plain(backlog, next);
        if (plain.size() > 1) {
            rows.add(SnapshotRows.packed(owner, priority, PackedMessages.of(plain)));
            packedNow += plain.size();
        } else {
            sequence = next.sequence() + 1;
            if (next.message().position() != StoredMessage.NOWHERE
                    && !next.message().isVolatile()) {
                rows.add(SnapshotRows.reference(next, state.delays().dueAfterReturn(next)));
            }
        }
        return true;
    }

    private @Nullable MessageReference peek(Backlog backlog) {
        return backlog.atOrAfter(priority, sequence, each -> each == written);
    }

    /** The next messages that could be packed but are not, for example because their bodies are in memory. */
    private List<MessageReference> plain(Backlog backlog, MessageReference first) {
        List<MessageReference> plain = new ArrayList<>();
        MessageReference next = first;
        while (next != null && next.isPlain() && plain.size() < state.packer().blockSize()) {
            plain.add(next);
            sequence = next.sequence() + 1;
            boolean isPacked = backlog.packedAt(priority, sequence, each -> each == written) != null;
            next = isPacked ? null : peek(backlog);
        }
        return plain;
    }
}
