package org.restante.shell.terminal;

/** The exit codes of the process. */
public final class ExitCode {

    public static final int DONE = 0;

    /** The command failed; standard error has the reason. */
    public static final int FAILED = 1;

    /** A usage error; nothing was done. */
    public static final int USAGE = 2;

    /** Not found: no message waits, no reply came in time, or the broker does not know the message, queue or subscription. */
    public static final int NOTHING = 3;

    /** The broker cannot be reached, or the connection was lost. */
    public static final int NO_CONNECTION = 4;

    /** Wrong user or password, or a missing permission. */
    public static final int NOT_ALLOWED = 5;

    /** A destructive command was not confirmed: the answer was no, or there was no terminal to ask at and no --yes. */
    public static final int NOT_CONFIRMED = 6;

    /** Ctrl-C; 128 plus the number of the signal, as in shells. */
    public static final int INTERRUPTED = 130;

    /** The reader of the output has gone, as with {@code | head}; 128 plus the number of the signal, as in shells. */
    public static final int UNREAD = 141;

    private ExitCode() {}
}
