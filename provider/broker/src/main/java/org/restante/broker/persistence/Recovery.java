package org.restante.broker.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.backlog.StoredMessage;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.broker.state.Topic;
import org.restante.link.Cases;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.Tag;
import org.restante.log.Log;
import org.restante.message.Decoder;
import org.restante.store.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the state a broker starts from: a snapshot's rows, if there is one, then the log behind it through the same
 * {@link State#apply} as always. Owned by the broker thread.
 *
 * <p>Without a snapshot the whole log is replayed. Where its beginning has been trimmed further than the snapshot reaches, what
 * defines the owners of its first messages may stand further on, so definitions are gathered in a pass of their own; and a
 * row whose message lay in what was trimmed is passed over: the message had gone, or was copied forward.
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /**
     * More than the messages that a loss of power can take at once. A client may hold one of them and name it by its number, which
     * must not be that of another.
     */
    private static final long LEAP = 1 << 24;

    /** Whether a change defines something that earlier messages may need. */
    private static final Cases<Change, Boolean> DEFINES = Cases.<Change, Boolean>of(Change.class)
            .putAll(
                    true,
                    Change.DestinationCreated.class,
                    Change.SubscriptionCreated.class,
                    Change.Prepared.class,
                    Change.ConversationBegun.class,
                    Change.SettingsChanged.class)
            .putAll(
                    false,
                    Change.StoreNamed.class,
                    Change.DestinationRemoved.class,
                    Change.SubscriptionRemoved.class,
                    Change.Paused.class,
                    Change.Stored.class,
                    Change.Delivered.class,
                    Change.Returned.class,
                    Change.Settled.class,
                    Change.Remembered.class,
                    Change.SequencesFrom.class,
                    Change.DoneOnce.class,
                    Change.ConversationForgotten.class)
            .build();

    private final State state;
    private final Log log;
    private long replayed;
    private long replayedBytes;
    private long malformed;
    private @Nullable Set<Integer> defined;

    public Recovery(State state, Log log) {
        this.state = state;
        this.log = log;
    }

    public void recover(@Nullable Snapshot snapshot) throws IOException {
        long from = log.first();
        if (from > (snapshot == null ? 0 : snapshot.position())) {
            gatherDefinitions(from);
        }
        if (snapshot != null) {
            SnapshotRows.Loader loader = new SnapshotRows.Loader(state, this::isDefined, defined != null);
            snapshot.scan((key, value) -> {
                read(() -> loader.load(key, value), "a row of the snapshot");
                return true;
            });
            from = Math.max(from, snapshot.position());
        }
        log.replay(from, this::replay);
        replayedBytes = Math.max(0, log.end() - from);
        forgetWhatWasTrimmed();
        LOG.debug("{} messages wait; {} entries replayed from {}", state.waiting(), replayed, from);
    }

    private void gatherDefinitions(long from) throws IOException {
        Set<Integer> gathered = new HashSet<>();
        log.replay(from, (position, entry) -> {
            Runnable reading = () -> ChangeCodec.decode(entry, (time, change, offset) -> {
                if (DEFINES.of(change)) {
                    gather(change, gathered);
                    state.apply(time, change);
                }
            });
            read(reading, "the entry at " + position);
            return true;
        });
        defined = malformed == 0 && log.damage().isEmpty() ? gathered : null;
    }

    private static void gather(Change definition, Set<Integer> gathered) {
        if (definition instanceof Change.DestinationCreated created) {
            gathered.add(created.id());
        } else if (definition instanceof Change.ConversationBegun begun) {
            gathered.add(begun.id());
        } else if (definition instanceof Change.Prepared prepared) {
            gathered.add(prepared.branch().id());
        } else if (definition instanceof Change.SubscriptionCreated created) {
            gathered.add(created.definition().id());
        } else if (!(definition instanceof Change.SettingsChanged)) { // which has a pattern in place of a number
            throw new IllegalStateException("no number of " + definition);
        }
    }

    /** Whether a queue, topic or subscription of the snapshot is still there: what trimmed the log so far said all again. */
    private boolean isDefined(int id) {
        return defined == null || defined.contains(id);
    }

    private boolean replay(long position, byte[] entry) {
        replayed++;
        Runnable reading = () -> ChangeCodec.decode(entry, (time, change, offset) -> {
            state.apply(time, change);
            if (change instanceof Change.Stored stored) {
                place(stored, position, offset);
            }
        });
        read(reading, "the entry at " + position);
        state.packer().runInReplay();
        return true;
    }

    private void place(Change.Stored stored, long position, int offset) {
        StoredMessage message = stored.message();
        for (int id : stored.owners()) {
            DeliveryQueue owner = state.destinations().owner(id);
            MessageReference reference =
                    owner == null ? null : owner.backlog().find(message.priority(), message.sequence());
            if (reference != null && reference.message().position() != position) {
                state.place(reference.message(), position, offset);
            }
        }
    }

    private void read(Runnable reading, String what) {
        try {
            reading.run();
        } catch (Decoder.MalformedException | IllegalArgumentException e) {
            malformed++;
            LOG.warn("Recovery passes over {}, which is not what a broker writes: {}", what, e.getMessage());
        }
    }

    /** What the snapshot had and the log has no more had gone before the log was trimmed. */
    private void forgetWhatWasTrimmed() {
        long first = log.first();
        List<MessageReference> gone = new ArrayList<>();
        for (DeliveryQueue owner : state.destinations().owners()) {
            owner.backlog().forEach(packed -> packed.lowest() >= first, reference -> {
                if (reference.message().position() < first) {
                    gone.add(reference);
                }
            });
        }
        gone.forEach(state::drop);
    }

    /**
     * Who had messages in flight is gone: they wait again, and their deliveries count. What prepared branches have stays
     * theirs, whatever the replay made of it on the way.
     */
    private void forgetFlights(long now) {
        Set<MessageReference> held = held();
        for (DeliveryQueue owner : state.destinations().owners()) {
            owner.backlog()
                    .forEach(
                            packed -> true,
                            reference -> { // what is packed is not in flight
                                if (reference.isInFlight() && !held.contains(reference)) {
                                    reference.returned(reference.attempts());
                                    reference.remember(new Step(
                                            DeliveryStatus.State.RETURNED,
                                            now,
                                            reference.attempts(),
                                            null,
                                            null,
                                            "the broker restarted"));
                                }
                            });
        }
    }

    private Set<MessageReference> held() {
        Set<MessageReference> held = new HashSet<>();
        for (DeliveryQueue queue : state.destinations().branches()) {
            PreparedBranch branch = Objects.requireNonNull(queue.branch());
            state.hold(branch);
            for (Tag tag : branch.acknowledged()) {
                MessageReference reference = State.find(state.destinations().owner(tag.owner()), tag);
                if (reference != null) {
                    held.add(reference);
                }
            }
        }
        return held;
    }

    public State state() {
        return state;
    }

    /** How much of the log lay behind the snapshot. */
    public long replayedBytes() {
        return replayedBytes;
    }

    /** Entries and rows that could not be understood. */
    long malformed() {
        return malformed;
    }

    /** What a fresh start changes: the store gets its number, and what belonged to connections is gone with them. */
    public Decision begin(long now, RandomGenerator random) {
        forgetFlights(now);
        Decision decision = new Decision(state, now);
        if (state.store() == 0) {
            decision.make(new Change.StoreNamed(random.nextInt(1, Integer.MAX_VALUE)));
        } else {
            decision.make(new Change.SequencesFrom(state.nextSequence() + LEAP));
        }
        List<Change> leftovers = new ArrayList<>();
        for (DeliveryQueue owner : state.destinations().owners()) {
            SubscriptionDefinition subscription = owner.subscription();
            if (!owner.isDurable()) {
                leftovers.add(
                        subscription == null
                                ? new Change.DestinationRemoved(owner.id())
                                : new Change.SubscriptionRemoved(owner.id()));
            }
        }
        for (Topic topic : state.destinations().topics()) {
            if (topic.address().kind().isTemporary()) {
                leftovers.add(new Change.DestinationRemoved(topic.id()));
            }
        }
        leftovers.forEach(decision::make);
        decision.sync();
        return decision;
    }
}
