package org.restante.server;

import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;

/** Opens a link for each client whose protocol version was accepted. Any thread may call. */
public interface LinkSource {

    /**
     * Opens a link for a client; the first request is {@link org.restante.link.Request.Connect}. Called on an event loop: neither this
     * method nor the methods of the link may block. The server limits the requests that it passes to the link.
     *
     * @param peer the client at the other end of the socket
     * @param events receives the link's events, from any thread, one at a time
     * @throws LinkException if there is no broker; its message is sent to the client
     */
    Link open(Peer peer, Consumer<Event> events) throws LinkException;
}
