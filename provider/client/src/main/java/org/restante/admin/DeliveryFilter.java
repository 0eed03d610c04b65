package org.restante.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.restante.link.AdminRequest;
import org.restante.link.DeliveryStatus;
import org.restante.link.Tag;
import org.restante.message.Address;

/**
 * Which deliveries are meant, by where they are owed, how they stand, and since when; and how many at the most. Immutable. There is
 * no selector: of a message that is gone its properties are forgotten; browse to select among those that wait.
 */
public final class DeliveryFilter {

    private static final DeliveryFilter ALL = new DeliveryFilter(null, null, 0, AdminRequest.ALL, AdminRequest.ALL);
    private static final int PAGE = 1000;

    private final @Nullable Address destination;
    private final DeliveryStatus.@Nullable State state;
    private final long from;
    private final long until;
    private final long most;

    private DeliveryFilter(
            @Nullable Address destination, DeliveryStatus.@Nullable State state, long from, long until, long most) {
        this.destination = destination;
        this.state = state;
        this.from = from;
        this.until = until;
        this.most = most;
    }

    /** All that wait, and all that are gone and remembered. */
    public static DeliveryFilter all() {
        return ALL;
    }

    /** Those of one queue, or of all subscriptions of one topic: {@code queue:orders}, {@code topic:news}. */
    public DeliveryFilter destination(String which) {
        return new DeliveryFilter(Address.parse(which), state, from, until, most);
    }

    /** Those that stand so. */
    public DeliveryFilter state(DeliveryStatus.State which) {
        return new DeliveryFilter(destination, which, from, until, most);
    }

    /** Those that stand as they do since this time or later. */
    public DeliveryFilter from(Instant time) {
        return new DeliveryFilter(destination, state, time.toEpochMilli(), until, most);
    }

    /** Those that stood as they do before this time. */
    public DeliveryFilter until(Instant time) {
        return new DeliveryFilter(destination, state, from, time.toEpochMilli(), most);
    }

    /**
     * The first so many.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public DeliveryFilter limit(long deliveries) {
        if (deliveries < 1) {
            throw new IllegalArgumentException("a limit of " + deliveries + "; the least is 1");
        }
        return new DeliveryFilter(destination, state, from, until, deliveries);
    }

    long most() {
        return most;
    }

    AdminRequest.Deliveries page(@Nullable Tag after) {
        return new AdminRequest.Deliveries(destination, state, from, until, (int) Math.min(PAGE, most), after);
    }
}
