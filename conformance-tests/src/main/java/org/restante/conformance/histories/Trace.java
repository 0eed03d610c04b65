package org.restante.conformance.histories;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.conformance.histories.HistoryEvent.Committed;
import org.restante.conformance.histories.HistoryEvent.Committing;
import org.restante.conformance.histories.HistoryEvent.Delivered;
import org.restante.conformance.histories.HistoryEvent.RolledBack;
import org.restante.conformance.histories.HistoryEvent.Sending;
import org.restante.conformance.histories.HistoryEvent.Sent;
import org.restante.conformance.histories.HistoryEvent.Settled;
import org.restante.conformance.histories.HistoryEvent.Settling;
import org.restante.conformance.histories.HistoryEvent.Subscribed;

/** The events of a history, found by message, subscription and transaction; a position is a place in the history. */
final class Trace {

    /** The place of an event that did not happen. */
    static final int NEVER = Integer.MAX_VALUE;

    private final List<HistoryEvent> events;
    private final Map<String, Subscribed> subscriptions = new LinkedHashMap<>();
    private final Map<String, Sending> sendings = new LinkedHashMap<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Map<String, List<Receipt>> receipts = new LinkedHashMap<>();

    Trace(List<HistoryEvent> events) {
        this.events = events;
        for (int i = 0; i < events.size(); i++) {
            read(i, events.get(i));
        }
    }

    private void read(int place, HistoryEvent event) {
        if (event instanceof Subscribed subscribed) {
            subscriptions.put(subscribed.subscription(), subscribed);
        } else if (event instanceof Sending sending) {
            sendings.put(sending.message(), sending);
            places.put("sending " + sending.message(), place);
        } else if (event instanceof Sent sent) {
            places.put("sent " + sent.message(), place);
        } else if (event instanceof Delivered delivered) {
            receipts.computeIfAbsent(key(delivered.message(), delivered.subscription()), none -> new ArrayList<>())
                    .add(new Receipt(place, delivered));
        } else if (event instanceof Settling settling) {
            places.putIfAbsent("settling " + key(settling.message(), settling.subscription()), place);
        } else if (event instanceof Settled settled) {
            places.putIfAbsent("settled " + key(settled.message(), settled.subscription()), place);
        } else if (event instanceof Committing committing) {
            places.put("committing " + committing.transaction(), place);
        } else if (event instanceof Committed committed) {
            places.put("committed " + committed.transaction(), place);
        } else if (event instanceof RolledBack rolledBack) {
            places.put("rolledBack " + rolledBack.transaction(), place);
        }
    }

    private static String key(String message, String subscription) {
        return message + " of " + subscription;
    }

    private int place(String what) {
        return places.getOrDefault(what, NEVER);
    }

    Collection<Subscribed> subscriptions() {
        return subscriptions.values();
    }

    /** The subscriptions that get a message to this destination and keep it. */
    List<Subscribed> lasting(String destination) {
        return subscriptions.values().stream()
                .filter(each -> each.lasting() && each.destination().equals(destination))
                .toList();
    }

    Collection<Sending> sendings() {
        return sendings.values();
    }

    @Nullable
    Sending sending(String message) {
        return sendings.get(message);
    }

    Collection<List<Receipt>> receipts() {
        return receipts.values();
    }

    /** The deliveries of a message to a subscription, in order. */
    List<Receipt> receipts(String message, String subscription) {
        return receipts.getOrDefault(key(message, subscription), List.of());
    }

    /** Where the send was confirmed: where it returned, or the commit of its transaction. */
    int confirmed(Sending sending) {
        String transaction = sending.transaction();
        return transaction == null ? place("sent " + sending.message()) : committed(transaction);
    }

    /** Where the message may be delivered from: the beginning of its send, or of the commit. */
    int allowed(Sending sending) {
        String transaction = sending.transaction();
        return transaction == null ? place("sending " + sending.message()) : committing(transaction);
    }

    int committing(String transaction) {
        return place("committing " + transaction);
    }

    int committed(String transaction) {
        return place("committed " + transaction);
    }

    int rolledBack(String transaction) {
        return place("rolledBack " + transaction);
    }

    /** The transactions whose commit began and did not return. */
    List<String> undecided() {
        return events.stream()
                .filter(Committing.class::isInstance)
                .map(event -> ((Committing) event).transaction())
                .filter(each -> committed(each) == NEVER && rolledBack(each) == NEVER)
                .distinct()
                .toList();
    }

    /** Where the acknowledgement began, by itself or as the commit of the transaction of one of the deliveries. */
    int settling(String message, String subscription) {
        int first = place("settling " + key(message, subscription));
        for (Receipt receipt : receipts(message, subscription)) {
            String transaction = receipt.delivered().transaction();
            first = transaction == null ? first : Math.min(first, committing(transaction));
        }
        return first;
    }

    /** Where the acknowledgement was certain. */
    int settled(String message, String subscription) {
        int first = place("settled " + key(message, subscription));
        for (Receipt receipt : receipts(message, subscription)) {
            String transaction = receipt.delivered().transaction();
            first = transaction == null ? first : Math.min(first, committed(transaction));
        }
        return first;
    }

    /** All deliveries of a transaction. */
    List<Receipt> receiptsOf(String transaction) {
        return receipts.values().stream()
                .flatMap(List::stream)
                .filter(receipt -> transaction.equals(receipt.delivered().transaction()))
                .toList();
    }

    /** The events of a message and its transactions, and the outages, one a line. */
    String about(String message) {
        List<String> transactions = new ArrayList<>();
        for (HistoryEvent event : events) {
            if (event instanceof Sending sending
                    && sending.message().equals(message)
                    && sending.transaction() != null) {
                transactions.add(sending.transaction());
            } else if (event instanceof Delivered delivered
                    && delivered.message().equals(message)
                    && delivered.transaction() != null) {
                transactions.add(delivered.transaction());
            }
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            HistoryEvent event = events.get(i);
            if (concerns(event, message, transactions)) {
                lines.append("\n    ").append(i).append(' ').append(event);
            }
        }
        return lines.toString();
    }

    private static boolean concerns(HistoryEvent event, String message, List<String> transactions) {
        if (event instanceof HistoryEvent.Outage) {
            return true;
        }
        String text = event.toString();
        return text.contains("[message=" + message + ",")
                || text.contains("[message=" + message + "]")
                || transactions.stream().anyMatch(each -> text.endsWith("[transaction=" + each + "]"));
    }

    /** A delivery and its place. */
    record Receipt(int place, Delivered delivered) {}
}
