package org.restante.shell.session;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.KeyInput;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Option;

/** The options to repeat a listing. Filled by picocli. */
public final class Repeating {

    private static final int MIN_MILLIS = 100;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description =
                    "Repeat at this interval, for example 2s, until Ctrl-C; a terminal is redrawn, and q ends it.")
    private @Nullable Duration every;

    @Option(names = "--times", paramLabel = "N", description = "With --every: end after N times.")
    private @Nullable Integer times;

    /**
     * Shows the listing once, or repeatedly.
     *
     * @param listing shows the listing; returns the exit code
     * @return the last exit code
     */
    public int run(ShellSession session, Callable<Integer> listing) throws Exception {
        Duration interval = every;
        if (interval == null) {
            if (times != null) {
                throw ShellException.usage("--times needs --every");
            }
            return listing.call();
        }
        if (interval.toMillis() < MIN_MILLIS || (times != null && times < 1)) {
            throw ShellException.usage("--every must be at least " + MIN_MILLIS + "ms, and --times at least 1");
        }
        int most = times == null ? Integer.MAX_VALUE : times;
        try {
            return session.screen().isTerminal() && session.output().isForPeople()
                    ? draw(session, listing, interval, most)
                    : append(session, listing, interval, most);
        } catch (InterruptedException e) {
            session.screen().passInterrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private static int append(ShellSession session, Callable<Integer> listing, Duration every, int most)
            throws Exception {
        try (KeyInput none = KeyInput.none()) {
            int code = listing.call();
            for (int i = 1; i < most; i++) {
                none.next(every);
                session.setContinued(true);
                if (session.output().isForPeople()) {
                    session.screen().show("");
                }
                code = listing.call();
            }
            return code;
        } finally {
            session.setContinued(false);
        }
    }

    private static int draw(ShellSession session, Callable<Integer> listing, Duration every, int most)
            throws Exception {
        Listing content = new Listing(listing);
        try (LiveScreen live = new LiveScreen(session, content)) {
            live.draw();
            for (int i = 1; i < most && content.failure == null; i++) {
                int key = live.next(every.toNanos());
                if (key == 'q' || key == KeyInput.ENDED) {
                    break;
                }
                live.draw();
            }
            if (live.leave() && content.failure == null) {
                return listing.call(); // the last list stays visible, below the earlier output
            }
        }
        if (content.failure != null) {
            throw content.failure;
        }
        return content.code;
    }

    /** Keeps the outcome of a listing that is drawn. */
    private static final class Listing implements Runnable {
        private final Callable<Integer> shown;
        private int code;
        private @Nullable Exception failure;

        Listing(Callable<Integer> shown) {
            this.shown = shown;
        }

        @Override
        public void run() {
            try {
                code = shown.call();
            } catch (Exception e) { // the failure is reported on the restored screen
                failure = e;
            }
        }
    }
}
