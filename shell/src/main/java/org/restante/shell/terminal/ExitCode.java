package org.restante.shell.terminal;

/** How a command ended, as the process tells it. */
public final class ExitCode {

    public static final int DONE = 0;

    /** The command could not do its work; what it said on standard error tells why. */
    public static final int FAILED = 1;

    /** The command was written wrongly, and nothing was done. */
    public static final int USAGE = 2;

    /** Nothing is there: nothing waits, nobody replied in time, the broker does not know the message, queue or subscription. */
    public static final int NOTHING = 3;

    /** There is no connection to the broker, or none any more. */
    public static final int NO_CONNECTION = 4;

    /** The broker does not know the user, or does not allow it. */
    public static final int NOT_ALLOWED = 5;

    /** What destroys was not confirmed: no was answered, or nobody was there to ask and --yes was not given. */
    public static final int NOT_CONFIRMED = 6;

    /** Ctrl-C, as shells count it. */
    public static final int INTERRUPTED = 130;

    /** Whoever read the output has gone, as behind {@code | head}; as shells count it. */
    public static final int UNREAD = 141;

    private ExitCode() {}
}
