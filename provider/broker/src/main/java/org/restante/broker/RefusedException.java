package org.restante.broker;

import org.restante.link.Problem;

/** A request cannot be done; thrown before anything has been changed for it. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    RefusedException(Problem problem, String reason) {
        super(reason, null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
