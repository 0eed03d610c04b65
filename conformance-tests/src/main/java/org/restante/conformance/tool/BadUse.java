package org.restante.conformance.tool;

/** The program was called with something that it cannot use. The message says what, which, and what to do; the exit code is 2. */
final class BadUse extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadUse(String message) {
        super(message);
    }

    BadUse(String message, Throwable cause) {
        super(message, cause);
    }

    /** The messages of a failure and of its causes, each once. */
    static String reason(Throwable failure) {
        StringBuilder text = new StringBuilder(one(failure));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String next = one(cause);
            if (text.indexOf(next) < 0) {
                text.append("; cause: ").append(next);
            }
        }
        return text.toString();
    }

    private static String one(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message.strip());
    }
}
