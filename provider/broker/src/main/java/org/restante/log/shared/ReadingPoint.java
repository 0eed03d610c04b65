package org.restante.log.shared;

/**
 * The state of an {@link Acceptance} between two entries. Kept with the place of the next record, a reader continues from there
 * and accepts the same entries as one that read from the beginning.
 *
 * @param store the number of the log; 0 if no record has been read
 * @param epoch the newest epoch claimed
 * @param number the number of the last entry accepted in that epoch
 * @param end the position behind the last entry accepted
 * @param trimmed the highest position of a trim; 0 if none
 */
public record ReadingPoint(long store, long epoch, long number, long end, long trimmed) {

    /** Before the first record of a new log. */
    public static final ReadingPoint NEW_LOG = new ReadingPoint(0, 0, 0, 0, 0);

    /** Whether the log, whose first record has this position, was cut by something other than a trim of its owner. */
    public boolean isCutOtherwise(long first) {
        return first > trimmed;
    }
}
