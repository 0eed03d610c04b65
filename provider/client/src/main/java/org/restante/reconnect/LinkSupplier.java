package org.restante.reconnect;

import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;

/** Opens plain links, each to whoever is there now. It may block. */
@FunctionalInterface
public interface LinkSupplier {

    /**
     * Opens a link.
     *
     * @throws LinkException if nobody is there now
     */
    Link open(Consumer<Event> events) throws LinkException;
}
