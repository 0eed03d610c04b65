package org.restante.broker.dispatch;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Caller;
import org.restante.link.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's end of a link: it sends the link's events, and knows the connection whose requests arrive over the link. Owned by
 * the broker thread.
 *
 * <p>The trap: when the client reconnects over another link, this end loses its connection, and requests that still arrive over it
 * are refused.
 */
public final class LinkEnd {

    private static final Logger LOG = LoggerFactory.getLogger(LinkEnd.class);

    private final Consumer<Event> events;
    private final Caller caller;
    private @Nullable ClientConnection connection;
    private boolean ready = true;

    /** @param caller the user of the link */
    public LinkEnd(Consumer<Event> events, Caller caller) {
        this.events = events;
        this.caller = caller;
    }

    /** Null if the connection has ended, or is served by another link now. */
    public @Nullable ClientConnection connection() {
        return connection;
    }

    public void attach(ClientConnection served) {
        connection = served;
        served.setEnd(this);
        served.setCaller(caller);
    }

    public void detach() {
        connection = null;
    }

    public void send(Event event) {
        try {
            events.accept(event);
        } catch (RuntimeException e) {
            LOG.error("A link failed to take the event {}", event, e);
        }
    }

    /** Whether deliveries may be sent over the link now. */
    boolean isReady() {
        return ready;
    }

    public void setReady(boolean isReady) {
        ready = isReady;
    }
}
