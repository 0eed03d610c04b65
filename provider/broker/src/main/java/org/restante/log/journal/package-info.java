/**
 * The file journal: segments of checksummed frames, zeroed in advance, one writer thread, group commit.
 *
 * <pre>
 *   append ---> AppendQueue ---> Writer thread: one write, one force for all that is queued ---> stages complete, in order
 *   SegmentPreparer thread: zeroes ahead of the writer (PreparedSpace), prepares the next segment, recycles trimmed ones
 *   at start: JournalRecovery scans the segments, cuts a torn tail, quarantines damage (Findings)
 * </pre>
 */
@NullMarked
package org.restante.log.journal;

import org.jspecify.annotations.NullMarked;
