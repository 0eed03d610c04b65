package org.restante.log.shared;

import org.jspecify.annotations.Nullable;

/** What a record means to every reader of the log. */
public sealed interface Outcome {

    /**
     * An entry is complete, and accepted for good.
     *
     * @param bytes the entry; belongs to the receiver
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(long epoch, long number, long position, byte[] bytes) implements Outcome {
        /** The position behind it. */
        public long end() {
            return position + Math.max(1, bytes.length);
        }
    }

    /** A new owner: from here on all records of older epochs are void. */
    record Claimed(long epoch, Claimant claimant) implements Outcome {}

    /**
     * The owner lives.
     *
     * @param claimant the owner, as in its claim; null if the record does not name it
     */
    record Alive(long epoch, @Nullable Claimant claimant) implements Outcome {}

    /** The owner has ended in order: the log is free. */
    record Left(long epoch) implements Outcome {}

    /** The log may be trimmed, or has been trimmed, to this position. Accepted, with a number of its own. */
    record Trimmed(long epoch, long number, long to) implements Outcome {}

    /** A piece of an entry was accepted; more must follow. */
    record Partial(long epoch, long number, int piece) implements Outcome {}

    /**
     * The record counts for nothing, for all readers alike.
     *
     * @param record null if its bytes could not be decoded
     * @param text what is wrong, for people
     */
    record Voided(Reason reason, @Nullable SharedRecord record, String text) implements Outcome {}

    /** Why a record is void. */
    enum Reason {
        /** It is of an owner that has been succeeded. */
        STALE_EPOCH,
        /** It is of an epoch that nobody has claimed, or claims an epoch out of turn. */
        UNCLAIMED_EPOCH,
        /** It claims an epoch that was claimed before. */
        CLAIMED_BEFORE,
        /** It was accepted before: a repetition. */
        REPEATED,
        /** A record before it is missing. */
        GAP,
        /** It contradicts the records before it, such as a position that was used before. */
        CONTRADICTION,
        /** It is of another log. */
        OTHER_STORE,
        /** It is not a record of a log. */
        FOREIGN,
        /** Its checksum does not match. */
        DAMAGED
    }
}
