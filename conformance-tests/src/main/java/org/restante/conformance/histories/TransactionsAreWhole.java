package org.restante.conformance.histories;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.restante.conformance.histories.HistoryEvent.Delivered;
import org.restante.conformance.histories.HistoryEvent.Sending;
import org.restante.conformance.histories.HistoryEvent.Subscribed;
import org.restante.conformance.histories.Trace.Receipt;

/**
 * A transaction whose commit threw happened as a whole or not at all (6.2.7): each persistent message that it sent is there and none
 * that it received comes again, or the other way round.
 */
final class TransactionsAreWhole implements HistoryRule {

    @Override
    public void check(Trace trace, BiConsumer<String, String> violations) {
        for (String transaction : trace.undecided()) {
            Map<String, Boolean> happened = new LinkedHashMap<>();
            for (Sending sending : trace.sendings()) {
                if (transaction.equals(sending.transaction()) && sending.persistent()) {
                    sent(trace, sending, happened);
                }
            }
            for (Receipt receipt : trace.receiptsOf(transaction)) {
                received(trace, receipt, happened);
            }
            if (happened.containsValue(true) && happened.containsValue(false)) {
                String message = happened.keySet().iterator().next();
                violations.accept(
                        message.substring(0, message.indexOf(' ')),
                        "half: the transaction " + transaction + " happened in part: " + happened);
            }
        }
    }

    private static void sent(Trace trace, Sending sending, Map<String, Boolean> happened) {
        for (Subscribed subscription : trace.lasting(sending.destination())) {
            boolean there = !trace.receipts(sending.message(), subscription.subscription())
                    .isEmpty();
            happened.put(sending.message() + " sent to " + subscription.subscription(), there);
        }
    }

    private static void received(Trace trace, Receipt receipt, Map<String, Boolean> happened) {
        Delivered delivered = receipt.delivered();
        Sending sending = trace.sending(delivered.message());
        boolean lasting = sending != null
                && sending.persistent()
                && trace.lasting(sending.destination()).stream()
                        .anyMatch(each -> each.subscription().equals(delivered.subscription()));
        if (lasting) {
            boolean again = trace.receipts(delivered.message(), delivered.subscription()).stream()
                    .anyMatch(other -> other.place() > receipt.place());
            happened.put(delivered.message() + " received from " + delivered.subscription(), !again);
        }
    }
}
