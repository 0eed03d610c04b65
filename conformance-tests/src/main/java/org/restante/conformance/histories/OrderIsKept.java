package org.restante.conformance.histories;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.restante.conformance.histories.HistoryEvent.Sending;
import org.restante.conformance.histories.HistoryEvent.Subscribed;
import org.restante.conformance.histories.Trace.Receipt;

/**
 * Where a subscription has one consumer at a time, that consumer gets the messages of one session, delivery mode and priority in the
 * order of their sends (6.2.9), and begins again with the first that is not acknowledged after a recover or rollback (6.2.10).
 */
final class OrderIsKept implements HistoryRule {

    @Override
    public void check(Trace trace, BiConsumer<String, String> violations) {
        Set<String> single = trace.subscriptions().stream()
                .filter(Subscribed::single)
                .map(Subscribed::subscription)
                .collect(Collectors.toCollection(HashSet::new));
        List<Receipt> receipts = trace.receipts().stream()
                .flatMap(List::stream)
                .filter(receipt -> single.contains(receipt.delivered().subscription()))
                .sorted(Comparator.comparingInt(Receipt::place))
                .toList();
        Map<String, Sending> last = new HashMap<>();
        for (Receipt receipt : receipts) {
            Sending sending = trace.sending(receipt.delivered().message());
            if (sending != null) {
                Sending before = last.put(receipt.delivered().epoch() + " " + sending.stream(), sending);
                if (before != null && before.position() >= sending.position()) {
                    violations.accept(
                            sending.message(),
                            "order: " + sending.message() + " came after " + before.message() + " in "
                                    + receipt.delivered().epoch());
                }
            }
        }
    }
}
