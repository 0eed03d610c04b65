package org.restante.shell.administration;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.shell.output.Results;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.KeyInput;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the round trip to the broker. */
@Command(
        name = "ping",
        description = {
            "Sends a request to the broker and shows the time to its answer; needs no permission beyond the login. With another provider a"
                    + " temporary queue is created and deleted. Exit code 4: no connection; 5: wrong user or password."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ping", "  ping --count 10 --every 200ms", "  ping --output json"})
final class Ping implements Callable<Integer> {

    /** The identifier of no message: each user may ask for a message's status, and sees only what they may browse. */
    private static final String NO_MESSAGE = "ID:00000000-0-0";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int MIN_MILLIS = 10;

    private final ShellSession session;

    @Option(names = "--count", paramLabel = "N", description = "The number of round trips; default: 1.")
    private int count = 1;

    @Option(names = "--every", paramLabel = "TIME", description = "The interval between round trips; default: 1s.")
    private Duration every = Duration.ofSeconds(1);

    Ping(ShellSession session) {
        this.session = session;
    }

    /** A request and its answer. */
    private interface RoundTrip {
        void go() throws JMSException;
    }

    @Override
    public Integer call() throws JMSException {
        if (count < 1 || every.toMillis() < MIN_MILLIS) {
            throw ShellException.usage("--count must be at least 1, and --every at least " + MIN_MILLIS + "ms");
        }
        try {
            if (!session.broker().isRestante()) {
                JMSContext connection = session.connection();
                measure(() -> connection.createTemporaryQueue().delete());
                return ExitCode.DONE;
            }
            try (Admin admin = session.admin()) {
                measure(() -> admin.status(NO_MESSAGE));
            }
        } catch (InterruptedException e) {
            session.screen().passInterrupt();
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.DONE;
    }

    private void measure(RoundTrip trip) throws JMSException, InterruptedException {
        List<Long> times = new ArrayList<>();
        boolean people = session.output().isForPeople();
        try (Results results = people ? null : session.results("number", "broker", "millis");
                KeyInput none = KeyInput.none()) {
            for (int i = 1; i <= count; i++) {
                if (i > 1) {
                    none.next(every);
                }
                long start = System.nanoTime();
                trip.go();
                long nanos = System.nanoTime() - start;
                times.add(nanos);
                if (results == null) {
                    session.screen().show("answer " + i + " from " + broker() + " in " + millis(nanos) + " ms");
                } else {
                    results.add(row(i, nanos));
                }
            }
        }
        if (people && count > 1) {
            Collections.sort(times);
            session.screen()
                    .note(count + " answers: " + millis(times.get(0)) + " ms at least, median "
                            + millis(times.get(times.size() / 2)) + " ms, "
                            + millis(times.get(times.size() - 1)) + " ms at most");
        }
    }

    private String broker() {
        return VisibleText.line(session.broker().shown());
    }

    private Map<String, @Nullable Object> row(int number, long nanos) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("number", number);
        row.put("broker", session.broker().shown());
        row.put("millis", Math.round(nanos / NANOS_PER_MILLI * 1000) / 1000.0);
        return row;
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI);
    }
}
