package org.restante.conformance.histories;

import java.util.List;
import java.util.function.BiConsumer;
import org.restante.conformance.histories.Event.Delivered;
import org.restante.conformance.histories.Trace.Receipt;

/**
 * A message that is delivered again to a subscription has JMSRedelivered (3.4.7) and a JMSXDeliveryCount of 2 or more (3.5.11), and it
 * is the same message, not a second one from the same send (6.2.12).
 */
final class NothingIsRepeatedInSilence implements HistoryRule {

    @Override
    public void check(Trace trace, BiConsumer<String, String> violations) {
        for (List<Receipt> receipts : trace.receipts()) {
            Receipt first = receipts.get(0);
            for (Receipt receipt : receipts) {
                boolean again = receipt.place() > first.place();
                check(first.delivered(), receipt.delivered(), again, violations);
            }
        }
    }

    private static void check(
            Delivered first, Delivered delivered, boolean again, BiConsumer<String, String> violations) {
        String message = delivered.message();
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
