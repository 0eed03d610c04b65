package org.restante.log;

/**
 * What a log takes of its disk, in bytes.
 *
 * @param files what its files take, also those that are prepared to be written
 * @param free about how much can still be written before the disk is full; -1 if that is not known
 * @param reserve how much of it is kept for entries that free room
 */
public record Usage(long files, long free, long reserve) {

    /** That of a log without files. */
    public static final Usage NONE = new Usage(0, -1, 0);
}
