package org.restante.shell.terminal;

/** A command failed; the message is the line that the user reads: what failed, which object, and what to do. */
public final class ShellException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private ShellException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static ShellException failed(String message) {
        return new ShellException(ExitCode.FAILED, message);
    }

    public static ShellException failed(String message, Throwable cause) {
        ShellException failure = failed(message);
        failure.initCause(cause);
        return failure;
    }

    /**
     * A failure with an exit code of its own.
     *
     * @param exitCode one of {@link ExitCode}
     */
    public static ShellException of(int exitCode, String message) {
        return new ShellException(exitCode, message);
    }

    /**
     * A failure with an exit code of its own and a cause.
     *
     * @param exitCode one of {@link ExitCode}
     */
    public static ShellException of(int exitCode, String message, Throwable cause) {
        ShellException failure = of(exitCode, message);
        failure.initCause(cause);
        return failure;
    }

    public static ShellException unknownMessage(String messageId) {
        return of(
                ExitCode.NOTHING,
                "the broker has no record of " + messageId
                        + ": it never had the message, or the record has expired; check the identifier and the data directory");
    }

    public static ShellException usage(String message) {
        return new ShellException(ExitCode.USAGE, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
