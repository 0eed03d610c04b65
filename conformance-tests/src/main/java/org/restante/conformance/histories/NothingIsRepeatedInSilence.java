package org.restante.conformance.histories;

import java.util.List;
import java.util.function.BiConsumer;
import org.restante.conformance.histories.HistoryEvent.Delivered;
import org.restante.conformance.histories.Trace.Receipt;

/**
 * A message that is delivered again to a subscription, after a failure of the provider, too (9.1), has JMSRedelivered (3.4.7) and a
 * JMSXDeliveryCount of 2 or more (3.5.11), and it is the same message, not a second one from the same send (6.2.12).
 */
final class NothingIsRepeatedInSilence implements HistoryRule {

    @Override
    public void check(Trace trace, BiConsumer<String, String> violations) {
        for (List<Receipt> receipts : trace.receipts()) {
            int before = Trace.NEVER;
            for (Receipt receipt : receipts) {
                check(receipts.get(0).delivered(), before, receipt, violations);
                before = receipt.place();
            }
        }
    }

    private void check(Delivered first, int before, Receipt receipt, BiConsumer<String, String> violations) {
        Delivered delivered = receipt.delivered();
        String message = delivered.message();
        boolean again = before < receipt.place();
        if (again && !delivered.redelivered()) {
            violations.accept(message, "repeated: " + message + " was delivered again without JMSRedelivered");
        }
        if (delivered.redelivered() != delivered.count() > 1) {
            violations.accept(
                    message,
                    "miscounted: " + message + " has JMSRedelivered " + delivered.redelivered()
                            + " and JMSXDeliveryCount " + delivered.count());
        }
        if (!first.messageId().equals(delivered.messageId())) {
            violations.accept(message, "doubled: " + message + " was sent once and became two messages");
        }
    }
}
