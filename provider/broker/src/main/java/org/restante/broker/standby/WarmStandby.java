package org.restante.broker.standby;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.broker.Broker;
import org.restante.broker.BrokerOptions;
import org.restante.broker.persistence.Recovery;
import org.restante.broker.persistence.SnapshotPass;
import org.restante.broker.persistence.SnapshotRows;
import org.restante.broker.persistence.Storage;
import org.restante.broker.state.State;
import org.restante.link.Reason;
import org.restante.log.LogTail;
import org.restante.log.NoSuchEntryException;
import org.restante.store.Snapshot;
import org.restante.store.SnapshotWriter;
import org.restante.store.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a broker, kept warm by following its log. It has what a recovery at this moment would have, in as little memory:
 * waiting messages are packed, and their bodies stay in the log. Owned by one thread, except {@link #position}.
 */
public final class WarmStandby {
    private static final Logger LOG = LoggerFactory.getLogger(WarmStandby.class);

    private static final int SLICE = 4096;

    private final Storage storage;
    private final BrokerOptions options;
    private Recovery recovery;
    private LogTail tail;
    private volatile long position;
    private long snapshotsTaken;

    private WarmStandby(Storage storage, BrokerOptions options) throws IOException {
        this.storage = storage;
        this.options = options;
        this.recovery = recover(null);
        this.tail = recovery.follow();
        this.position = recovery.next();
    }

    /**
     * Recovers from the newest snapshot and the log, which it does not claim.
     *
     * @throws IOException if it cannot; the storage is still open
     */
    public static WarmStandby open(Storage storage, BrokerOptions options) throws IOException {
        return new WarmStandby(storage, options);
    }

    /** @param epoch of the claim; null if the log is not claimed */
    private Recovery recover(@Nullable Long epoch) throws IOException {
        Recovery made = Broker.recovery(storage, options);
        try (Snapshot snapshot =
                storage.snapshots() == null ? null : storage.snapshots().newest()) {
            if (epoch == null) {
                made.check(snapshot);
            } else {
                made.claimed(epoch);
            }
            made.recover(snapshot);
        }
        return made;
    }

    /**
     * Applies what is new in the log.
     *
     * @param millis how long to wait for the first entry
     * @return how many entries were applied
     */
    public int follow(long millis) throws IOException {
        int count = 0;
        try {
            count = tail.next(recovery::apply, millis);
            if (count == 0) {
                recovery.state().packer().run(); // a replay leaves some of it for later
            }
        } catch (NoSuchEntryException e) {
            LOG.info("The standby recovers anew: {}", e.getMessage());
            tail.close();
            recovery = recover(null);
            tail = recovery.follow();
        }
        position = recovery.next();
        snapshotIfDue();
        return count;
    }

    /** So that a start need not replay the whole log. Between two entries the state is exact. */
    private void snapshotIfDue() {
        Snapshots snapshots = storage.snapshots();
        if (snapshots == null || recovery.next() == 0 || recovery.replayedBytes() < options.snapshotBytes()) {
            return;
        }
        recovery.covered(); // if it fails, the next attempt comes after as many bytes
        SnapshotPass pass = new SnapshotPass(recovery.state(), SLICE);
        try (SnapshotWriter writer = snapshots.begin(recovery.next() - 1)) {
            for (List<SnapshotRows.Row> rows = pass.next(); !rows.isEmpty(); rows = pass.next()) {
                for (SnapshotRows.Row row : rows) {
                    writer.put(row.key(), row.value());
                }
            }
            writer.commit();
            snapshotsTaken++;
        } catch (IOException e) {
            LOG.warn(
                    "A standby has taken no snapshot, and tries again after {} more bytes: {}",
                    options.snapshotBytes(),
                    Reason.of(e));
        }
    }

    /** How many snapshots it has taken. */
    public long snapshotsTaken() {
        return snapshotsTaken;
    }

    /**
     * Claims the log, and applies the rest of it. From then on the recovery belongs to the broker that begins with it. If the claim
     * fails, the standby can go on following.
     */
    public Recovery claim() throws IOException {
        recovery.claim();
        tail.close();
        try {
            if (storage.log().first() > recovery.next()) { // trimmed beyond what was followed
                recovery = recover(recovery.epoch());
            }
            recovery.catchUp();
        } finally {
            tail = recovery.follow(); // behind what has been applied, should the rest have failed
            position = recovery.next();
        }
        return recovery;
    }

    /** The storage that it was opened with. */
    public Storage storage() {
        return storage;
    }

    /** The lowest position that the next entry may have. Any thread may call. */
    public long position() {
        return position;
    }

    /** Its state; to be read only. */
    public State state() {
        return recovery.state();
    }
}
