/**
 * The append-only log of all changes: one contract, {@link org.restante.log.Log}, implemented by a file journal and in memory.
 *
 * <pre>
 *   broker thread --append--> [ queue ] --> writer thread: one write, one force --> stages complete, in order
 *   broker thread --read----> [ queue ] --> reader thread: one frame, verified --> stage completes
 *   at start, or beside the broker: replay(from, visitor), on the caller's thread with its own channel
 *   preparer thread: zeroes ahead of the writer, prepares the next segment, recycles trimmed ones
 * </pre>
 *
 * <p>A position is a long, strictly increasing over the life of the log and never used twice. In the file journal it is
 * {@code segment number * segment size + offset in the segment}.
 */
@NullMarked
package org.restante.log;

import org.jspecify.annotations.NullMarked;
