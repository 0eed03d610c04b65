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
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.DeliveryQueue;
import org.restante.broker.state.Eviction;
import org.restante.broker.state.PreparedBranch;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.broker.state.Topic;
import org.restante.link.Cases;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.Tag;
import org.restante.log.Log;
import org.restante.log.LogTail;
import org.restante.message.Decoder;
import org.restante.store.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the state at a start: loads the rows of the newest snapshot, then replays the log behind it by the same {@link
 * State#apply} that is used while running. A standby goes on with {@link #follow}. Owned by the thread that recovers, until the
 * broker thread takes it over.
 *
 * <p>Without a snapshot the whole log is replayed. If the log was trimmed beyond the snapshot, its first messages may precede the
 * definitions of their owners, so a first pass over the log applies all definitions. Rows of messages in the trimmed part are
 * skipped: the messages were settled, or copied forward.
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /**
     * Gap in the sequence numbers after a restart; more than the messages that one loss of power can lose. A client may still hold
     * a lost message and name its number, so no new message may get that number.
     */
    private static final long LEAP = 1 << 24;

    /**
     * The most messages that one ring drops at a start, because they came back beyond its bound; the rest goes with the next sends.
     */
    private static final int MAX_DROPPED = 10_000;

    /** Made with the first change of a replay. */
    private static final class Definitions {
        /** Whether a change defines something that earlier messages may need. */
        static final Cases<Change, Boolean> DEFINES = Cases.<Change, Boolean>of(Change.class)
                .putAll(
                        true,
                        Change.DestinationCreated.class,
                        Change.QueueMade.class,
                        Change.SubscriptionCreated.class,
                        Change.Prepared.class,
                        Change.ConversationBegun.class,
                        Change.SettingsChanged.class)
                .putAll(
                        false,
                        Change.StoreNamed.class,
                        Change.DestinationRemoved.class,
                        Change.SubscriptionRemoved.class,
                        Change.SubscriptionOwned.class,
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
    }

    private final State state;
    private final Log log;
    private final boolean withoutJournal;
    private long replayed;
    private long replayedBytes;
    private long malformed;
    private long epoch;
    private long next;
    private @Nullable Set<Integer> defined;

    /** @param withoutJournal whether to go on if the log is gone whose messages the snapshot refers to */
    public Recovery(State state, Log log, boolean withoutJournal) {
        this.state = state;
        this.log = log;
        this.withoutJournal = withoutJournal;
    }

    /**
     * Whether a broker may start on this log; to be asked before {@link #claim}, as a start that is refused changes nothing.
     *
     * @throws IOException if the snapshot has waiting messages and the log has no entry, or if the log was cut by something other
     *     than a trim
     */
    public void check(@Nullable Snapshot snapshot) throws IOException {
        if (snapshot != null && log.first() >= log.end()) {
            checkIsEmpty(snapshot);
        }
        String cut = log.cut();
        if (cut != null && !withoutJournal) {
            throw new IOException("the beginning of the log is gone: " + cut
                    + ". Put it back. To go on without the messages in it, start once with withoutJournal=true");
        }
        if (cut != null) {
            LOG.warn("The beginning of the log is gone, and with it the messages that waited there: {}", cut);
        }
    }

    /** Claims the log. Comes before {@link #recover}: what an older owner has confirmed until then is seen only by a later replay. */
    public void claim() throws IOException {
        epoch = log.claim();
    }

    /** The log is claimed already, with this epoch. */
    public void claimed(long of) {
        epoch = of;
    }

    /** The epoch of this owner. */
    public long epoch() {
        return epoch;
    }

    /**
     * Recovers the state.
     *
     * @throws IOException if the log or the snapshot cannot be read
     */
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
        next = from;
        log.replay(from, this::replay);
        replayedBytes = Math.max(0, log.end() - from);
        complete();
        LOG.debug("{} messages wait; {} entries replayed from {}", state.waiting(), replayed, from);
    }

    private void complete() {
        dropTrimmed();
        state.sharing().takeDoubled();
    }

    /** Follows the log behind what has been recovered. Give its entries to {@link #apply}, in order. */
    public LogTail follow() throws IOException {
        return log.follow(next);
    }

    /** Applies one more entry, after {@link #recover}; the state stays as if it had been recovered just now. */
    public boolean apply(long position, byte[] entry) {
        replayedBytes += entry.length;
        return replay(position, entry);
    }

    /** Applies the rest of the log, after {@link #claim}. */
    public void catchUp() throws IOException {
        log.replay(next, this::apply);
        complete();
    }

    /** A log always has entries beside a snapshot; without any, its files are gone, and with them all messages. */
    private void checkIsEmpty(Snapshot snapshot) throws IOException {
        State known = new State(1, log.segmentSize());
        SnapshotRows.Loader loader = new SnapshotRows.Loader(known, id -> true, false);
        snapshot.scan((key, value) -> {
            read(() -> loader.load(key, value), "a row of the snapshot");
            return true;
        });
        if (known.waiting() == 0) {
            return;
        }
        if (!withoutJournal) {
            throw new IOException(
                    "the journal is gone: the newest snapshot refers to " + known.waiting()
                            + " waiting messages, and the folder 'journal' has no entries. Put the journal back, for example by"
                            + " mounting its file system. To go on without these messages, start once with withoutJournal=true");
        }
        LOG.warn("The journal is gone, and with it {} messages that waited", known.waiting());
    }

    private void gatherDefinitions(long from) throws IOException {
        Set<Integer> ids = new HashSet<>();
        log.replay(from, (position, entry) -> {
            Runnable reading = () -> ChangeCodec.decode(entry, (time, change, offset) -> {
                if (Definitions.DEFINES.of(change)) {
                    gather(change, ids);
                    state.apply(time, change);
                }
            });
            read(reading, "the entry at " + position);
            return true;
        });
        defined = malformed == 0 && log.damage().isEmpty() ? ids : null;
    }

    private static void gather(Change definition, Set<Integer> ids) {
        if (definition instanceof Change.DestinationCreated created) {
            ids.add(created.id());
        } else if (definition instanceof Change.QueueMade made) {
            ids.add(made.id());
        } else if (definition instanceof Change.ConversationBegun begun) {
            ids.add(begun.id());
        } else if (definition instanceof Change.Prepared prepared) {
            ids.add(prepared.branch().id());
        } else if (definition instanceof Change.SubscriptionCreated created) {
            ids.add(created.definition().id());
        } else if (!(definition instanceof Change.SettingsChanged)) { // its key is a pattern, not an id
            throw new IllegalStateException(definition + " has no id");
        }
    }

    /**
     * Whether a queue, topic or subscription of the snapshot still exists. The log, when it was trimmed beyond the snapshot,
     * got the definitions of all that existed then.
     */
    private boolean isDefined(int id) {
        return defined == null || defined.contains(id);
    }

    private boolean replay(long position, byte[] entry) {
        replayed++;
        next = position + 1;
        Runnable reading = () -> ChangeCodec.decode(entry, (time, change, offset) -> {
            if (change instanceof Change.Stored stored && stored.message().isVolatile()) {
                state.apply(
                        time, new Change.SequencesFrom(stored.message().sequence() + 1)); // it ended with its broker
                return;
            }
            state.apply(time, change);
            if (change instanceof Change.Stored stored) {
                state.sharing().replayed(stored, position, offset);
            }
        });
        read(reading, "the entry at " + position);
        state.packer().runInReplay();
        return true;
    }

    private void read(Runnable reading, String source) {
        try {
            reading.run();
        } catch (Decoder.MalformedException | IllegalArgumentException e) {
            malformed++;
            LOG.warn("Recovery passes over {}, which cannot be decoded: {}", source, e.getMessage());
        }
    }

    /** Drops messages of the snapshot whose entries were trimmed: they had been settled before. */
    private void dropTrimmed() {
        long first = log.first();
        state.sharing().drop(message -> message.position() < first);
        List<MessageReference> trimmed = new ArrayList<>();
        for (DeliveryQueue owner : state.destinations().owners()) {
            owner.ownBacklog().forEach(packed -> packed.lowest() >= first, reference -> {
                if (reference.message().position() < first) {
                    trimmed.add(reference);
                }
            });
        }
        trimmed.forEach(state::drop);
    }

    /**
     * Returns all messages in flight to their queues; their deliveries count. Messages held by prepared branches stay in flight,
     * whatever changes the replay has applied to them.
     */
    private void returnInFlight(long now) {
        Set<MessageReference> held = held();
        for (DeliveryQueue owner : state.destinations().owners()) {
            owner.ownBacklog()
                    .forEach(
                            packed -> true,
                            reference -> { // packed messages are not in flight
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

    /** The lowest position that the next entry may have. */
    public long next() {
        return next;
    }

    /** A snapshot of the state has been taken. */
    public void covered() {
        replayedBytes = 0;
    }

    /** The size of the log behind the snapshot, in bytes. */
    public long replayedBytes() {
        return replayedBytes;
    }

    /** How many entries and rows could not be decoded. */
    long malformed() {
        return malformed;
    }

    /** The first decision after a start: names a new store, and removes what belonged to connections. */
    public Decision begin(long now, RandomGenerator random) {
        returnInFlight(now);
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
        for (DeliveryQueue owner : state.destinations().owners()) {
            Eviction.afterReturned(decision, owner, MAX_DROPPED);
        }
        decision.sync();
        return decision;
    }
}
