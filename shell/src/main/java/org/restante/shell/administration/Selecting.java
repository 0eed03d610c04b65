package org.restante.shell.administration;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.admin.MessageFilter;
import org.restante.shell.output.Bound;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Option;

/** The options that select messages of a destination; without any, all waiting messages. Filled by picocli. */
final class Selecting {

    @Option(
            names = "--selector",
            paramLabel = "SELECTOR",
            description = "Only messages that match, for example \"colour = 'red'\".")
    private @Nullable String selector;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "Only messages that have waited at least this long, for example 30s, 5m, 1h or 7d.")
    private @Nullable Duration olderThan;

    @Option(names = "--max", paramLabel = "N", description = "Only the first N messages, in the order of dispatch.")
    private @Nullable Long max;

    @Option(
            names = "--id",
            paramLabel = "MESSAGE-ID",
            description = "Only this message, even if it is in flight. May be repeated.")
    private List<String> ids = List.of();

    @Option(names = "--in-flight", description = "Also messages in flight, which are delivered and not acknowledged.")
    private boolean inFlight;

    /** Whether the options choose among the messages. */
    boolean isChosen() {
        return selector != null || olderThan != null || !ids.isEmpty();
    }

    /** Checks the options, before anything is asked of the broker. */
    void check() {
        if (filters().isEmpty()) {
            throw new IllegalStateException("no message is chosen");
        }
    }

    /** The filters to apply in turn; they do not overlap. */
    List<MessageFilter> filters() {
        if (ids.isEmpty()) {
            return List.of(filter());
        }
        if (selector != null || olderThan != null || max != null) {
            throw ShellException.usage("--id excludes --selector, --older-than and --max; leave them out");
        }
        return ids.stream().distinct().map(MessageFilter::one).toList();
    }

    private MessageFilter filter() {
        MessageFilter filter = MessageFilter.all();
        if (max != null) {
            Bound.check(max);
        }
        try {
            filter = selector == null ? filter : filter.selector(selector);
            filter = olderThan == null ? filter : filter.olderThan(olderThan);
            filter = max == null ? filter : filter.limit(max);
        } catch (IllegalArgumentException e) {
            throw ShellException.usage(String.valueOf(e.getMessage()));
        }
        return inFlight ? filter.withInFlight() : filter;
    }
}
