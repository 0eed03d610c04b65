package org.restante.conformance.histories;

import java.util.List;
import java.util.function.BiConsumer;
import org.restante.conformance.histories.HistoryEvent.Delivered;
import org.restante.conformance.histories.Trace.Receipt;

/** A message whose acknowledgement is certain is not delivered again to its subscription (6.2.10, 6.2.11). */
final class NothingComesBack implements HistoryRule {

    @Override
    public void check(Trace trace, BiConsumer<String, String> violations) {
        for (List<Receipt> receipts : trace.receipts()) {
            Delivered first = receipts.get(0).delivered();
            int settled = trace.settled(first.message(), first.subscription());
            if (receipts.get(receipts.size() - 1).place() > settled) {
                violations.accept(
                        first.message(),
                        "came back: " + first.message() + " was acknowledged in " + first.subscription()
                                + ", and was delivered again");
            }
        }
    }
}
