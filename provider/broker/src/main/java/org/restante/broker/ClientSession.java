package org.restante.broker;

import java.util.LinkedHashSet;
import java.util.Set;

/** What one session has in flight, in the order of delivery. Owned by the broker thread. */
final class ClientSession {

    private final Set<MessageReference> inFlight = new LinkedHashSet<>();

    Set<MessageReference> inFlight() {
        return inFlight;
    }
}
