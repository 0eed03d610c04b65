package org.restante.log.shared;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.restante.log.Log;

/** A log that several processes share, as a handle of one of them. Any thread may ask what is declared here. */
public interface SharedLog extends Log {

    /** The number of the log, by which it differs from another one of the same name; 0 before its first claim. */
    long store();

    /** The newest epoch claimed; 0 before the first claim. */
    long epoch();

    /** Who claimed the log last; null if that is not known. */
    @Nullable
    Claimant owner();

    /** Whether nobody has claimed the log yet, or its newest owner has ended in order. */
    boolean isFree();

    /** The bytes of the entries at and behind a position that have been read. */
    long behind(long position);

    /** How long nothing of an owner has been read. */
    Duration silence();

    /**
     * Whether nothing of an owner was read for this long, although the log could be read in the later half of it, and this process did
     * not stand still.
     */
    boolean isSilent(Duration atLeast);
}
