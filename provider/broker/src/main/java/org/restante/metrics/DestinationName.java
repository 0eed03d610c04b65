package org.restante.metrics;

import java.util.Comparator;
import org.restante.link.DestinationStatus;

/**
 * The name of a queue or subscription in metrics. All non-durable subscriptions of a topic share one name, and all temporary destinations
 * share another. Immutable.
 *
 * @param destination for instance {@code queue:orders}, {@code topic:news}
 * @param subscription the name of the subscription, with its client identifier and a slash in front if it has one; empty for a queue
 */
record DestinationName(String destination, String subscription) implements Comparable<DestinationName> {

    private static final DestinationName TEMPORARY = new DestinationName("temporary", "");
    private static final Comparator<DestinationName> ORDER =
            Comparator.comparing(DestinationName::destination).thenComparing(DestinationName::subscription);

    static DestinationName of(DestinationStatus status) {
        if (status.address().kind().isTemporary()) {
            return TEMPORARY;
        }
        DestinationStatus.Subscription subscription = status.subscription();
        String name = "";
        if (subscription != null && subscription.name() != null) {
            name = (subscription.clientId() == null ? "" : subscription.clientId() + "/") + subscription.name();
        }
        return new DestinationName(status.address().toString(), name);
    }

    @Override
    public int compareTo(DestinationName other) {
        return ORDER.compare(this, other);
    }
}
