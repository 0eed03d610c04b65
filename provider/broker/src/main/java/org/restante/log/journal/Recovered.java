package org.restante.log.journal;

import java.util.List;
import java.util.NavigableSet;

/**
 * What recovery found, and what is to be done about it once the journal is claimed.
 *
 * @param layout the layout on disk, whatever the options ask for
 * @param claim the newest claim, or what could be told of it from the segments
 * @param live the numbers of the segments that hold entries, the tail among them
 * @param spare the numbers of segment files in which nothing lives
 * @param tail the segment with the last entry, or -1
 * @param end the position behind the last entry in the tail; without a tail the position of the next entry
 * @param wipeTo bytes of the tail between {@code end} and this position are remains of a torn write
 * @param next the position of the next entry: {@code end}, or behind it, in a segment that is yet to be prepared
 * @param seal whether nothing may follow in the tail, though no frame says so yet
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
        boolean seal) {}
