package org.restante.log;

/**
 * Disk space of a log, in bytes.
 *
 * @param files the size of its files, including space prepared for later entries
 * @param free approximately how much can still be written before the disk is full; -1 if not known
 * @param reserve the prepared space that is kept for entries that free space
 */
public record Usage(long files, long free, long reserve) {

    /** Usage of a log that has no files. */
    public static final Usage NONE = new Usage(0, -1, 0);
}
