package org.restante;

import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;

/** A broker of this process, or its standby, as its server needs it. Any thread may use it. */
interface LocalBroker {

    /** Opens a link for the holder itself, without a check of users. */
    Link connectAsHolder(Consumer<Event> events);

    /** Where it says by which addresses it is reached. */
    BrokerInfoLink brokerInfo();

    /** Whether clients need a user. */
    boolean hasUsers();

    /** Ends it, if this was its last holder. */
    void releaseAtOnce();
}
