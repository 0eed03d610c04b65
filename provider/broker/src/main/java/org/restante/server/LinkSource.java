package org.restante.server;

import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;

/** Where the server gets a link for each client that has said hello. */
public interface LinkSource {

    /**
     * Opens a link for a client; what the client sends first is {@link org.restante.link.Request.Connect}. Called on an event loop:
     * neither it nor the link's methods may block. The server bounds what it hands over.
     *
     * @param peer who is at the other end
     * @param events may be called by any thread, one at a time
     * @throws LinkException if there is nobody to talk to; its message goes to the client
     */
    Link open(Peer peer, Consumer<Event> events) throws LinkException;
}
