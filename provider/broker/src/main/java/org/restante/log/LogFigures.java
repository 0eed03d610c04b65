package org.restante.log;

import org.restante.log.journal.ForceTimes;

/**
 * Counters of a log since it was opened. The trap: they are read one after the other while the writer continues, so they do not
 * fit together exactly.
 *
 * @param segments files in use
 * @param forces the number of forces in each bucket of {@link ForceTimes#BOUNDS}, a histogram of their duration; empty in memory
 * @param forcedNanos the duration of all forces together, in nanoseconds
 */
@SuppressWarnings("ArrayRecordComponent") // only passed on, never compared
public record LogFigures(int segments, long[] forces, long forcedNanos) {

    public static final LogFigures NONE = new LogFigures(0, new long[0], 0);
}
