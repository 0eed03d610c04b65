package org.restante.admin;

import java.util.OptionalLong;
import org.restante.link.Problem;

/**
 * No broker could be reached, or it refused a request. {@link #problem} gives the kind of problem, the message the
 * remedy.
 */
public final class AdminException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final long done;

    AdminException(Problem problem, String message) {
        super(message);
        this.problem = problem;
        this.done = -1;
    }

    AdminException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.done = -1;
    }

    /** An operation on many messages that was interrupted between two parts. */
    AdminException(String message, long done) {
        super(message, new InterruptedException());
        this.problem = Problem.CLOSED;
        this.done = done;
    }

    public Problem problem() {
        return problem;
    }

    /** Whether the calling thread was interrupted, which its flag shows, too. */
    public boolean isInterrupt() {
        return getCause() instanceof InterruptedException;
    }

    /** The number of messages that an interrupted operation was applied to; empty for another failure. */
    public OptionalLong interruptedAfter() {
        return done < 0 ? OptionalLong.empty() : OptionalLong.of(done);
    }
}
