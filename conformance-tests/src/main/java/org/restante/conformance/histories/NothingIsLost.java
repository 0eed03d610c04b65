package org.restante.conformance.histories;

import java.util.List;
import java.util.function.BiConsumer;
import org.restante.conformance.histories.HistoryEvent.Sending;
import org.restante.conformance.histories.HistoryEvent.Subscribed;

/**
 * Each confirmed persistent message reaches each lasting subscription of its destination (4.1.8, 4.2.11, 9.1), and comes there until
 * somebody begins to acknowledge it. At the end of a history everything that was left was received and acknowledged.
 */
final class NothingIsLost implements HistoryRule {

    @Override
    public void check(Trace trace, BiConsumer<String, String> violations) {
        for (Sending sending : trace.sendings()) {
            if (sending.persistent() && trace.confirmed(sending) != Trace.NEVER) {
                for (Subscribed subscription : trace.lasting(sending.destination())) {
                    check(trace, sending.message(), subscription.subscription(), violations);
                }
            }
        }
    }

    private static void check(Trace trace, String message, String subscription, BiConsumer<String, String> violations) {
        if (trace.receipts(message, subscription).isEmpty()) {
            violations.accept(message, "lost: " + message + " never reached " + subscription);
        } else if (trace.settling(message, subscription) == Trace.NEVER) {
            violations.accept(
                    message,
                    "lost: " + message + " was never acknowledged in " + subscription + ", and did not come again");
        }
    }

    /** Whether no message would be lost if the history ended here. */
    static boolean isComplete(List<HistoryEvent> events) {
        boolean[] complete = {true};
        new NothingIsLost().check(new Trace(events), (message, sentence) -> complete[0] = false);
        return complete[0];
    }

    /** Whether this subscription would lose no message if the history ended here. */
    static boolean isComplete(List<HistoryEvent> events, String subscription) {
        boolean[] complete = {true};
        Trace trace = new Trace(events);
        for (Sending sending : trace.sendings()) {
            boolean expected = sending.persistent()
                    && trace.confirmed(sending) != Trace.NEVER
                    && trace.lasting(sending.destination()).stream()
                            .anyMatch(each -> each.subscription().equals(subscription));
            if (expected) {
                check(trace, sending.message(), subscription, (message, sentence) -> complete[0] = false);
            }
        }
        return complete[0];
    }
}
