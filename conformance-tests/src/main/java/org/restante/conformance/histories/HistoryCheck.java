package org.restante.conformance.histories;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks a history against what the specification promises. The check is independent of a provider, and of how the history was
 * made.
 *
 * <p>What is unknown is not held against the provider: a send that threw may have succeeded, but only once; a commit that threw may
 * have happened, but only as a whole.
 */
final class HistoryCheck {

    private HistoryCheck() {}

    /** The violations, each a sentence with the events of its message. Empty if the history is right. */
    static List<String> violations(List<HistoryEvent> events) {
        List<HistoryRule> rules = List.of(
                new NothingIsLost(),
                new NothingComesBack(),
                new NothingIsRepeatedInSilence(),
                new NothingIsInvented(),
                new OrderIsKept(),
                new TransactionsAreWhole());
        Trace trace = new Trace(events);
        List<String> found = new ArrayList<>();
        for (HistoryRule rule : rules) {
            rule.check(trace, (message, sentence) -> found.add(sentence + trace.about(message)));
        }
        return found;
    }
}
