package org.restante.jms.session;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Tag;

/**
 * Dispatches a link's events: deliveries to the inbox of their consumer, the end of the link to its listener. Called by
 * the link's thread. A delivery for a closed consumer is dropped, because the broker takes it back when it closes the
 * consumer.
 */
public final class Arrivals implements Consumer<Event> {

    private record Target(SessionInbox inbox, Buffer buffer) {}

    private final Map<Integer, Target> targets = new ConcurrentHashMap<>();
    private @Nullable Consumer<String> onEnd;
    private volatile @Nullable Consumer<Event.Renewed> onRenewal;
    private @Nullable String ended;

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Delivery delivery) {
            Target target = targets.get(delivery.consumer());
            if (target != null) {
                target.inbox().put(target.buffer(), delivery);
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
        targets.values().stream().map(Target::inbox).distinct().forEach(inbox -> inbox.onRenewed(renewed, lost));
        Consumer<Event.Renewed> listener = onRenewal;
        if (listener != null) {
            listener.accept(renewed);
        }
    }

    /**
     * Sets the listener that is called, after the inboxes, when the link has reconnected to a broker that did not know
     * it.
     */
    void onRenewal(Consumer<Event.Renewed> listener) {
        onRenewal = listener;
    }

    private void end(String reason) {
        Consumer<String> listener;
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = reason;
            listener = onEnd;
        }
        if (listener != null) {
            listener.accept(reason);
        }
    }

    /** Sets the listener for the end of the link; it is called at once if the link has ended already. */
    void onEnd(Consumer<String> listener) {
        String reason;
        synchronized (this) {
            onEnd = listener;
            reason = ended;
        }
        if (reason != null) {
            listener.accept(reason);
        }
    }

    void add(SessionInbox inbox, Buffer buffer) {
        targets.put(buffer.consumer(), new Target(inbox, buffer));
    }

    void remove(Buffer buffer) {
        targets.remove(buffer.consumer());
    }
}
