package org.restante.link;

/**
 * What the log and the snapshots take, in bytes, and what may go. Positions count the bytes of the log from its very beginning.
 *
 * @param segment the unit in which the log gives space back
 * @param first where the log begins
 * @param end where it ends
 * @param live the size of all messages that wait
 * @param oldestLive where the oldest segment with a message that waits begins; {@code end} if none waits
 * @param covered up to where two snapshots know everything; -1 while there are fewer, and without snapshots {@link Long#MAX_VALUE}
 * @param nextSnapshot how many more bytes the log takes until the next snapshot; 0 without snapshots
 * @param logFiles what the log's files take, also those that are prepared to be written; 0 in memory
 * @param snapshotFiles what the snapshots take
 * @param free about how much can still be written; -1 where that is not known
 * @param reserve how much of it only acknowledgements and the like may use
 * @param full whether sends are refused for want of space
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
