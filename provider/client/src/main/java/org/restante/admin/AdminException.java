package org.restante.admin;

import org.restante.link.Problem;

/**
 * No broker could be reached, or it refused a request. {@link #problem} gives the kind of problem, the message the
 * remedy.
 */
public final class AdminException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    AdminException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    AdminException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
