package org.restante.metrics;

import java.util.Comparator;
import org.restante.link.DestinationStatus;

/**
 * What a queue or subscription is called in metrics. Subscriptions that end with their consumer have none of their own, so that a
 * topic has one for all of those; temporary destinations share one.
 *
 * @param destination {@code queue:orders}, {@code topic:news}
 * @param subscription its name, behind its client identifier and a slash if it has one; empty for a queue
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
