package org.restante.link;

/**
 * The disk space of the log and the snapshots, in bytes. Positions count bytes from the first byte that was ever
 * written to the log. Immutable.
 *
 * @param segment the size of a segment; the log frees space one segment at a time
 * @param first the first position of the log
 * @param end the end position of the log
 * @param live the size of all waiting messages
 * @param oldestLive the first position of the oldest segment with a waiting message; {@code end} if no message waits
 * @param covered two snapshots hold everything before this position; -1 while there are fewer than two,
 *     {@link Long#MAX_VALUE} if the broker takes no snapshots
 * @param nextSnapshot the bytes to append until the next snapshot; 0 if the broker takes no snapshots
 * @param logFiles the size of the log's files, including those prepared for writing; 0 in memory
 * @param snapshotFiles the size of the snapshot files
 * @param free the estimated space left for writing; -1 if it is not known
 * @param reserve the part of the free space that only acknowledgements and similar entries may use
 * @param full whether sends are refused because the disk is full
 */
public record DiskStatus(
        long segment,
        long first,
        long end,
        long live,
        long oldestLive,
        long covered,
        long nextSnapshot,
        long logFiles,
        long snapshotFiles,
        long free,
        long reserve,
        boolean full) {}
