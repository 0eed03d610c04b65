package org.restante.broker.state;

import org.restante.link.Problem;

/** A request cannot be done; thrown before anything has been changed for it. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    public RefusedException(Problem problem, String reason) {
        super(reason, null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
