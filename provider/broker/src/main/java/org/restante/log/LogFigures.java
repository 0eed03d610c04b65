package org.restante.log;

import org.restante.log.journal.ForceTimes;

/**
 * What a log has done since it was opened. The trap: the parts are read one after the other while the writer goes on.
 *
 * @param segments files in use
 * @param forces how many of its forces took how long, by {@link ForceTimes#BOUNDS}; empty in memory
 * @param forcedNanos all those times together
 */
@SuppressWarnings("ArrayRecordComponent") // carried from here to there, never compared
public record LogFigures(int segments, long[] forces, long forcedNanos) {

    public static final LogFigures NONE = new LogFigures(0, new long[0], 0);
}
