package org.restante.log.shared;

import org.jspecify.annotations.Nullable;
import org.restante.log.shared.Outcome.Reason;

/**
 * The rule of a shared log: which records count. Every reader that gets the same records gets the same outcomes. Owned by one
 * thread.
 *
 * <p>A claim counts if its epoch is the newest epoch plus one. A piece of an entry counts if it is of the newest epoch, its entry's
 * number follows the last accepted one, the pieces before it were accepted, and its position was not used before. Everything else
 * is void, and changes nothing.
 *
 * <p>The trap: a log that was trimmed begins with a record that this rule cannot judge, as the claim before it is gone. So {@link
 * #ofTrimmedLog} takes the first record for accepted, and a trim must cut exactly before the first record of an accepted entry.
 */
public final class Acceptance {

    private final boolean isTrimmed;
    private long store;
    private long epoch;
    private long number;
    private long end;
    private long trimmed;
    private @Nullable Pieces begun;

    private Acceptance(ReadingPoint from, boolean isTrimmed) {
        this.store = from.store();
        this.epoch = from.epoch();
        this.number = from.number();
        this.end = from.end();
        this.trimmed = from.trimmed();
        this.isTrimmed = isTrimmed;
    }

    /** Continues where another reader was; {@link ReadingPoint#NEW_LOG} for a log that begins with its first claim. */
    public static Acceptance from(ReadingPoint point) {
        return new Acceptance(point, false);
    }

    /** For a log whose first records have been trimmed. */
    public static Acceptance ofTrimmedLog() {
        return new Acceptance(ReadingPoint.NEW_LOG, true);
    }

    /** Takes the next record, as its bytes. */
    public Outcome offer(byte[] bytes) {
        try {
            return offer(RecordCodec.decode(bytes));
        } catch (MalformedRecordException e) {
            return new Outcome.Voided(e.isDamaged() ? Reason.DAMAGED : Reason.FOREIGN, null, e.text());
        }
    }

    /** Takes the next record. */
    public Outcome offer(SharedRecord record) {
        if (store == 0 && isTrimmed && record.piece() == 0) {
            adopt(record);
        }
        if (record.kind() == RecordKind.CLAIM
                && record.epoch() <= epoch) { // also a first claim that names the log otherwise
            return voided(Reason.CLAIMED_BEFORE, record, "epoch " + epoch + " has been claimed before");
        }
        if (store != 0 && record.store() != store) {
            return voided(Reason.OTHER_STORE, record, "it is of log " + record.store() + ", this is log " + store);
        }
        if (record.kind() == RecordKind.CLAIM) {
            return claim(record);
        }
        if (record.epoch() < epoch) {
            return voided(Reason.STALE_EPOCH, record, "epoch " + epoch + " has been claimed");
        }
        if (record.epoch() > epoch || epoch == 0) {
            return voided(Reason.UNCLAIMED_EPOCH, record, "the newest epoch claimed is " + epoch);
        }
        return record.kind().isNumbered() ? numbered(record) : sign(record);
    }

    /** A record of the owner that is no entry. */
    private Outcome sign(SharedRecord record) {
        if (record.number() > number) {
            return voided(Reason.GAP, record, "entry " + (number + 1) + " is missing before it");
        }
        if (record.kind() == RecordKind.LEFT) {
            return new Outcome.Left(epoch);
        }
        try {
            return new Outcome.Alive(epoch, record.length() == 0 ? null : Claimant.of(record.bytes()));
        } catch (MalformedRecordException e) {
            return voided(Reason.CONTRADICTION, record, e.text());
        }
    }

    private void adopt(SharedRecord record) {
        store = record.store();
        boolean counts = record.kind() == RecordKind.CLAIM;
        epoch = counts ? record.epoch() - 1 : record.epoch();
        number = record.kind().isNumbered() ? record.number() - 1 : record.number();
        end = record.position();
    }

    private Outcome claim(SharedRecord record) {
        if (record.epoch() != epoch + 1 || record.store() == 0) {
            return voided(Reason.UNCLAIMED_EPOCH, record, "the newest epoch claimed is " + epoch);
        }
        try {
            Claimant claimant = Claimant.of(record.bytes());
            store = record.store();
            epoch = record.epoch();
            number = 0;
            begun = null;
            return new Outcome.Claimed(epoch, claimant);
        } catch (MalformedRecordException e) {
            return voided(Reason.CONTRADICTION, record, e.text());
        }
    }

    private Outcome numbered(SharedRecord record) {
        if (record.number() <= number || (begun != null && begun.isRepeated(record))) {
            return voided(Reason.REPEATED, record, "it was accepted before");
        }
        if (record.number() != number + 1) {
            return voided(Reason.GAP, record, "entry " + (number + 1) + " is missing before it");
        }
        if (begun == null) {
            if (record.piece() != 0) {
                return voided(Reason.GAP, record, "its first piece is missing before it");
            }
            if (record.position() < end) {
                return voided(Reason.CONTRADICTION, record, "its position is used; the next is " + end);
            }
        }
        Pieces into = begun == null ? new Pieces(record) : begun;
        if (!into.isNext(record)) {
            return voided(Reason.GAP, record, "it is not the next piece of " + into);
        }
        begun = into;
        byte[] entry = into.add(record);
        return entry == null ? new Outcome.Partial(epoch, record.number(), record.piece()) : complete(record, entry);
    }

    private Outcome complete(SharedRecord last, byte[] bytes) {
        begun = null;
        number = last.number();
        if (last.kind() == RecordKind.ENTRY) {
            Outcome.Entry entry = new Outcome.Entry(epoch, number, last.position(), bytes);
            end = entry.end();
            return entry;
        }
        try {
            long to = TrimMark.of(bytes).to();
            trimmed = Math.max(trimmed, to);
            return new Outcome.Trimmed(epoch, number, to);
        } catch (MalformedRecordException e) {
            return voided(Reason.CONTRADICTION, last, e.text());
        }
    }

    private static Outcome voided(Reason reason, SharedRecord record, String why) {
        String what = record.kind() == RecordKind.CLAIM ? "A claim" : "Record " + record.number();
        return new Outcome.Voided(reason, record, what + " of epoch " + record.epoch() + " is void: " + why);
    }

    /**
     * Where it stands. To continue from it later, read on from the first record of an entry that was not complete: {@link
     * #isBetweenEntries} must be true.
     */
    public ReadingPoint point() {
        return new ReadingPoint(store, epoch, number, end, trimmed);
    }

    /** Whether no entry has begun without being complete. */
    public boolean isBetweenEntries() {
        return begun == null;
    }
}
