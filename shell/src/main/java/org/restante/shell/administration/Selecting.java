package org.restante.shell.administration;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.admin.MessageFilter;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Option;

/** Which messages of a destination are meant; without any of these options all that wait. Filled by picocli. */
final class Selecting {

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Those that match, as in \"colour = 'red'\".")
    private @Nullable String selector;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "Those that have waited so long, as in 30s, 5m, 1h, 7d.")
    private @Nullable Duration olderThan;

    @Option(names = "--max", paramLabel = "N", description = "The first so many, in the order of dispatch.")
    private @Nullable Long max;

    @Option(
            names = "--id",
            paramLabel = "MESSAGE-ID",
            description = "This one, also if it is in flight; may be given several times.")
    private List<String> ids = List.of();

    @Option(names = "--in-flight", description = "Those that are delivered and not acknowledged, too.")
    private boolean inFlight;

    /** One after the other; they do not overlap. */
    List<MessageFilter> filters() {
        if (ids.isEmpty()) {
            return List.of(filter());
        }
        if (selector != null || olderThan != null || max != null) {
            throw ShellException.usage("--id names messages; --selector, --older-than and --max do not go with it");
        }
        return ids.stream().distinct().map(MessageFilter::one).toList();
    }

    private MessageFilter filter() {
        MessageFilter filter = MessageFilter.all();
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
