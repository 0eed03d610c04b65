package org.restante.link;

/** A link could not be opened. {@link #problem} gives the kind of failure, the message the remedy. */
public final class LinkException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    public LinkException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public LinkException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
