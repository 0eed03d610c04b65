package org.restante.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * Selects deliveries by destination, state and time, and limits their number. Immutable. It has no selector, because
 * the broker forgets the properties of messages that are gone; to select waiting messages, browse.
 */
public final class DeliveryFilter {

    private static final DeliveryFilter ALL = new DeliveryFilter(null, null, 0, AdminRequest.ALL, AdminRequest.ALL);
    private static final int PAGE = 1000;

    private final @Nullable Address destination;
    private final DeliveryStatus.@Nullable State state;
    private final long from;
    private final long until;
    private final long limit;

    private DeliveryFilter(
            @Nullable Address destination, DeliveryStatus.@Nullable State state, long from, long until, long limit) {
        this.destination = destination;
        this.state = state;
        this.from = from;
        this.until = until;
        this.limit = limit;
    }

    /** All waiting messages, and all that are gone and remembered. */
    public static DeliveryFilter all() {
        return ALL;
    }

    /** Only deliveries of one queue, or of all subscriptions of one topic: {@code queue:orders}, {@code topic:news}. */
    public DeliveryFilter destination(String which) {
        return new DeliveryFilter(Address.parse(which), state, from, until, limit);
    }

    /** Only deliveries in this state. */
    public DeliveryFilter state(DeliveryStatus.State which) {
        return new DeliveryFilter(destination, which, from, until, limit);
    }

    /** Only deliveries whose last step was at this time or later. */
    public DeliveryFilter from(Instant time) {
        return new DeliveryFilter(destination, state, time.toEpochMilli(), until, limit);
    }

    /** Only deliveries whose last step was before this time. */
    public DeliveryFilter until(Instant time) {
        return new DeliveryFilter(destination, state, from, time.toEpochMilli(), limit);
    }

    /**
     * Limits the number of deliveries.
     *
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public DeliveryFilter limit(long deliveries) {
        if (deliveries < 1) {
            throw new IllegalArgumentException("the limit is " + deliveries + "; use 1 or more");
        }
        return new DeliveryFilter(destination, state, from, until, deliveries);
    }

    long limit() {
        return limit;
    }

    AdminRequest.Deliveries page(@Nullable Tag after) {
        return new AdminRequest.Deliveries(destination, state, from, until, (int) Math.min(PAGE, limit), after);
    }
}
