package org.restante.admin;

import org.restante.link.Problem;

/** A broker could not be reached or refused what was asked; the problem says which kind, the message what to do. */
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
