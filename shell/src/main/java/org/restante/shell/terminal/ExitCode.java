package org.restante.shell.terminal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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

    private static final Map<Integer, String> MEANINGS = meanings(
            DONE,
            "done",
            FAILED,
            "failed; standard error has the reason",
            USAGE,
            "usage error; nothing was done",
            NOTHING,
            "not found: no message waits, no reply came in time, or there is no such message, queue or subscription",
            NO_CONNECTION,
            "no connection to the broker, or the connection was lost",
            NOT_ALLOWED,
            "not allowed: wrong user or password, or permission missing",
            NOT_CONFIRMED,
            "not confirmed; nothing was done",
            INTERRUPTED,
            "interrupted by Ctrl-C",
            UNREAD,
            "the reader of the output has gone, as with | head; messages that it did not read are not acknowledged");

    private ExitCode() {}

    /** What each code means, for the help and the manual pages; in ascending order. */
    public static Map<Integer, String> meanings() {
        return MEANINGS;
    }

    private static Map<Integer, String> meanings(Object... pairs) {
        Map<Integer, String> meanings = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            meanings.put((Integer) pairs[i], (String) pairs[i + 1]);
        }
        return Collections.unmodifiableMap(meanings);
    }
}
