package org.restante;

import java.util.List;
import org.restante.link.LinkUri;
import org.restante.log.shared.SharedLogs;

/** Looks at the cluster of a shared log, and says what makes the log impossible there. Changes nothing. Stateless. */
public final class SharedLogCheck {

    private SharedLogCheck() {}

    /**
     * Something that the look has shown. Immutable.
     *
     * @param isGood whether it can stay as it is
     * @param what the subject, in a few words
     * @param text what was found, and if it is not good, what to do
     */
    public record Finding(boolean isGood, String what, String text) {}

    /**
     * Looks; this takes seconds, and half a minute where nothing answers.
     *
     * @param uri {@code kafka:NAME?bootstrap=HOST:PORT}, with the options of a process that owns the log or attaches to its owner
     * @throws IllegalArgumentException if the URI is not that of a shared log, or has an unknown option or an invalid value
     */
    public static List<Finding> run(String uri) {
        LinkUri parsed = LinkUri.parse(uri);
        if (List.of("vm", "tcp", "tls").contains(parsed.scheme())) {
            throw new IllegalArgumentException(
                    "'" + parsed + "' is not the URI of a shared log; write kafka:NAME?bootstrap=HOST:PORT");
        }
        NodeConfiguration configuration = NodeConfiguration.of(parsed);
        SharedLogs logs = configuration.logs();
        return logs.examine(configuration.place()).stream()
                .map(each -> new Finding(each.isGood(), each.what(), each.text()))
                .toList();
    }
}
