package org.restante.jms.session;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Tag;

/**
 * Where a link's events go: deliveries to the inbox of their consumer, the end to whoever asked. Called by the link's thread;
 * a delivery for a consumer that is closed is dropped, for the broker takes it back with the consumer.
 */
public final class Arrivals implements Consumer<Event> {

    private record Place(SessionInbox inbox, Buffer buffer) {}

    private final Map<Integer, Place> places = new ConcurrentHashMap<>();
    private @Nullable Consumer<String> onEnd;
    private volatile @Nullable Consumer<Event.Renewed> onRenewal;
    private @Nullable String ended;

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Delivery delivery) {
            Place place = places.get(delivery.consumer());
            if (place != null) {
                place.inbox().put(place.buffer(), delivery);
            }
        } else if (event instanceof Event.Renewed renewed) {
            renew(renewed);
        } else if (event instanceof Event.Closed closed) {
            end(closed.reason());
        } else {
            throw new IllegalArgumentException("no case for " + event);
        }
    }

    private void renew(Event.Renewed renewed) {
        Set<Tag> lost = Set.copyOf(renewed.lost());
        places.values().stream().map(Place::inbox).distinct().forEach(inbox -> inbox.renewed(renewed, lost));
        Consumer<Event.Renewed> tell = onRenewal;
        if (tell != null) {
            tell.accept(renewed);
        }
    }

    /** Tells, besides the inboxes, of a broker that has ended while another goes on. */
    void onRenewal(Consumer<Event.Renewed> tell) {
        onRenewal = tell;
    }

    private void end(String reason) {
        Consumer<String> tell;
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = reason;
            tell = onEnd;
        }
        if (tell != null) {
            tell.accept(reason);
        }
    }

    /** Tells of the end, also if it was before. */
    void onEnd(Consumer<String> tell) {
        String reason;
        synchronized (this) {
            onEnd = tell;
            reason = ended;
        }
        if (reason != null) {
            tell.accept(reason);
        }
    }

    void add(SessionInbox inbox, Buffer buffer) {
        places.put(buffer.consumer(), new Place(inbox, buffer));
    }

    void remove(Buffer buffer) {
        places.remove(buffer.consumer());
    }
}
