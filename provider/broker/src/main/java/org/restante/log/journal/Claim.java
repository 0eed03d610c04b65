package org.restante.log.journal;

/**
 * The content of the claim file. Immutable.
 *
 * @param journalId the random number that all segments of the journal share
 * @param epoch the newest owner's epoch
 * @param first the number of the first segment that has not been trimmed
 * @param forced a position up to which everything was forced to disk
 * @param segmentSize the size of each segment in bytes
 */
record Claim(long journalId, long epoch, long first, long forced, int segmentSize) {
    Claim withEpoch(long newEpoch) {
        return new Claim(journalId, newEpoch, first, forced, segmentSize);
    }

    Claim withFirst(long newFirst) {
        return new Claim(journalId, epoch, Math.max(first, newFirst), forced, segmentSize);
    }

    Claim withForced(long newForced) {
        return new Claim(journalId, epoch, first, Math.max(forced, newForced), segmentSize);
    }
}
