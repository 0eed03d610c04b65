package org.restante.shell;

/** How a command ended, as the process tells it. */
final class ExitCode {

    static final int DONE = 0;

    /** The command could not do its work; what it said on standard error tells why. */
    static final int FAILED = 1;

    /** The command was written wrongly, and nothing was done. */
    static final int USAGE = 2;

    /** A poll found nothing. */
    static final int NOTHING = 3;

    /** Ctrl-C, as shells count it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
