package org.restante.reconnect;

import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;

/** Opens plain links, each to a broker that is reachable at that time. A call may block. */
@FunctionalInterface
public interface LinkSupplier {

    /**
     * Opens a link.
     *
     * @throws LinkException if no broker is reachable now
     */
    Link open(Consumer<Event> events) throws LinkException;
}
