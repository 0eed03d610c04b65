package org.restante.junit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.BrowsedMessage;
import org.restante.admin.DeliveryFilter;
import org.restante.admin.MessageFilter;
import org.restante.link.Counts;
import org.restante.link.DeliveryStatus;
import org.restante.link.DeliveryStatus.State;
import org.restante.link.DeliveryStatus.Step;
import org.restante.link.DestinationStatus;
import org.restante.message.Address;

/**
 * What an operator sees of a destination. Each answer is asked of the broker at its call, so two answers may be of different moments.
 * Any thread may use it.
 *
 * @param subscription the name of the only subscription to look at; null for all
 */
record DestinationContents(
        Admin admin, Address destination, @Nullable String subscription) {

    private static final int MAX_SHOWN = 20;
    private static final int MAX_TEXT = 60;

    int all() {
        return deliveries().size();
    }

    int in(State state) {
        return (int) deliveries().stream()
                .filter(delivery -> delivery.state() == state)
                .count();
    }

    int waiting() {
        return sum(Counts::messages);
    }

    int inFlight() {
        return sum(Counts::inFlight);
    }

    int delayed() {
        return sum(Counts::delayed);
    }

    int matching(String selector) {
        return browse(MessageFilter.all().selector(selector).withInFlight()).size();
    }

    List<@Nullable String> texts() {
        return browse(MessageFilter.all().withInFlight()).stream()
                .<@Nullable String>map(BrowsedMessage::text)
                .collect(Collectors.toList()); // toList() is for lists without null
    }

    private int sum(ToLongFunction<Counts> count) {
        return (int)
                places().mapToLong(place -> count.applyAsLong(place.counts())).sum();
    }

    private List<BrowsedMessage> browse(MessageFilter which) {
        return places().flatMap(place -> admin.at(place).browse(which)).toList();
    }

    /** The queue if it exists, or the subscriptions. */
    private Stream<DestinationStatus> places() {
        return admin.destinations(destination.toString()).stream().filter(this::isPlace);
    }

    private boolean isPlace(DestinationStatus status) {
        DestinationStatus.Subscription of = status.subscription();
        return of == null ? !status.address().kind().isTopic() : subscription == null || subscription.equals(of.name());
    }

    private List<DeliveryStatus> deliveries() {
        return admin.deliveries(DeliveryFilter.all().destination(destination.toString()))
                .filter(delivery -> subscription == null || subscription.equals(delivery.subscription()))
                .toList();
    }

    /** The messages with their states and steps, a line for each; at most 20 messages. */
    String text() {
        List<DeliveryStatus> deliveries = deliveries();
        Map<String, BrowsedMessage> bodies = new HashMap<>();
        browse(MessageFilter.all().withInFlight().limit(MAX_SHOWN)).forEach(each -> bodies.put(each.id(), each));
        StringBuilder text = new StringBuilder(deliveries.isEmpty() ? "  no message has been here" : "");
        for (DeliveryStatus delivery : deliveries.subList(0, Math.min(MAX_SHOWN, deliveries.size()))) {
            String id = delivery.id().toString();
            String name = delivery.subscription();
            text.append("  ").append(id).append(name == null ? "" : " / " + name);
            text.append(": ")
                    .append(delivery.state())
                    .append(body(bodies.get(id)))
                    .append('\n');
            delivery.steps()
                    .forEach(step -> text.append("    ").append(line(step)).append('\n'));
        }
        int left = deliveries.size() - MAX_SHOWN;
        return left > 0 ? text + "  and " + left + " more" : text.toString().stripTrailing();
    }

    private static String body(@Nullable BrowsedMessage message) {
        if (message == null) {
            return "";
        }
        String text = message.text();
        if (text == null) {
            return ", body " + message.bodyKind();
        }
        return ", \"" + (text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text) + "\"";
    }

    private static String line(Step step) {
        return Stream.of(
                        Instant.ofEpochMilli(step.time()).toString(),
                        step.state().toString(),
                        step.attempt() == 0 ? null : "delivery " + step.attempt(),
                        step.consumer() == null ? null : "to " + step.consumer(),
                        step.reason() == null ? null : "(" + step.reason() + ")")
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }
}
