package org.restante.conformance.histories;

import java.util.List;
import java.util.function.BiConsumer;
import org.restante.conformance.histories.HistoryEvent.Delivered;
import org.restante.conformance.histories.HistoryEvent.Sending;
import org.restante.conformance.histories.HistoryEvent.Subscribed;
import org.restante.conformance.histories.Trace.Receipt;

/**
 * A delivered message was sent to the destination of its subscription, and not before its send began; one of a transaction not before
 * the commit began, and never if the transaction was rolled back (6.2.7).
 */
final class NothingIsInvented implements HistoryRule {

    @Override
    public void check(Trace trace, BiConsumer<String, String> violations) {
        for (List<Receipt> receipts : trace.receipts()) {
            Receipt first = receipts.get(0);
            Sending sending = trace.sending(first.delivered().message());
            if (sending == null || !isOf(trace, sending, first.delivered())) {
                violations.accept(
                        first.delivered().message(),
                        "invented: " + first.delivered().message() + " was not sent to "
                                + first.delivered().subscription());
            } else {
                check(trace, sending, first, violations);
            }
        }
    }

    private static void check(Trace trace, Sending sending, Receipt first, BiConsumer<String, String> violations) {
        String transaction = sending.transaction();
        if (transaction != null && trace.rolledBack(transaction) != Trace.NEVER) {
            violations.accept(sending.message(), "rolled back: " + sending.message() + " was delivered all the same");
        } else if (first.place() < trace.allowed(sending)) {
            violations.accept(
                    sending.message(), "too early: " + sending.message() + " was delivered before its commit began");
        }
    }

    private static boolean isOf(Trace trace, Sending sending, Delivered delivered) {
        return trace.subscriptions().stream()
                .filter(each -> each.subscription().equals(delivered.subscription()))
                .map(Subscribed::destination)
                .anyMatch(sending.destination()::equals);
    }
}
