package org.restante.conformance.tool;

import org.jspecify.annotations.Nullable;

/** The program was called with something that it cannot use. The message says what, which, and what to do; the exit code is 2. */
final class BadUse extends RuntimeException {

    private static final long serialVersionUID = 1;

    BadUse(String message) {
        super(message);
    }

    BadUse(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A failure of the provider; its stack trace goes to the standard error, which is output.txt by then. */
    static BadUse ofProvider(String what, Throwable failure) {
        failure.printStackTrace();
        String remedy = failure instanceof LinkageError
                ? "; copy all jars that the provider's client needs into the folder of --lib, each in a version that fits"
                : "";
        return new BadUse(
                what + " (" + reason(failure) + ")" + remedy + "; output.txt in the report has the stack trace",
                failure);
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
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + PlainText.line(message));
    }
}
