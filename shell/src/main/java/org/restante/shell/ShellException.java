package org.restante.shell;

/** A command cannot do its work; the message is the one line that the user sees: what, which, and what to do. */
final class ShellException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private ShellException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static ShellException failed(String message) {
        return new ShellException(ExitCode.FAILED, message);
    }

    static ShellException failed(String message, Throwable cause) {
        ShellException failure = failed(message);
        failure.initCause(cause);
        return failure;
    }

    static ShellException usage(String message) {
        return new ShellException(ExitCode.USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
