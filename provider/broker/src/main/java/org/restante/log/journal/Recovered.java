package org.restante.log.journal;

import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * The result of recovery: the state of the journal, and the repairs that follow when it is claimed. Not changed after its
 * creation.
 *
 * @param layout the layout on disk, regardless of the options
 * @param claim the newest claim, or one rebuilt from the headers of the segments
 * @param live the numbers of the segments with entries, including the tail
 * @param spare the numbers of segment files without entries in use
 * @param tail the number of the segment with the last entry; -1 if there is none
 * @param end the position behind the last entry in the tail; without a tail the position of the next entry
 * @param wipeTo the end of the remains of a torn write, which begin at {@code end}; {@code end} itself if there are none
 * @param next the position of the next entry: {@code end}, or a later one in a segment that is not prepared yet
 * @param seal whether the tail must be ended by a frame, so that no entry follows in it
 * @param cut why segments are missing that were not trimmed, at the beginning; null if none is
 */
record Recovered(
        Layout layout,
        Claim claim,
        NavigableSet<Long> live,
        List<Long> spare,
        long tail,
        long end,
        long wipeTo,
        long next,
        boolean seal,
        @Nullable String cut) {}
