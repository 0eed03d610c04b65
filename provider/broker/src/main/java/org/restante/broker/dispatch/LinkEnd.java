package org.restante.broker.dispatch;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's end of a link: where its events go, and whose requests come over it. Owned by the broker thread.
 *
 * <p>The trap: a connection may go on over another link; then this end has none any more, and nothing that still comes over it
 * does anything.
 */
public final class LinkEnd {

    private static final Logger LOG = LoggerFactory.getLogger(LinkEnd.class);

    private final Consumer<Event> events;
    private @Nullable ClientConnection connection;
    private boolean ready = true;

    public LinkEnd(Consumer<Event> events) {
        this.events = events;
    }

    /** Null if it has ended, or if its connection goes on over another link. */
    public @Nullable ClientConnection connection() {
        return connection;
    }

    public void attach(ClientConnection served) {
        connection = served;
        served.reachedBy(this);
    }

    public void detach() {
        connection = null;
    }

    public void send(Event event) {
        try {
            events.accept(event);
        } catch (RuntimeException e) {
            LOG.error("A link does not take {}", event, e);
        }
    }

    /** Whether deliveries can be taken now. */
    boolean isReady() {
        return ready;
    }

    public void ready(boolean isReady) {
        ready = isReady;
    }
}
