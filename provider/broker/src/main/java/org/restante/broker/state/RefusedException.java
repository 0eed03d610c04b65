package org.restante.broker.state;

import org.restante.link.Problem;

/** A request is refused; its reply has this problem and reason. Thrown before the request has changed anything. */
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
