package org.restante.broker;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one session has in flight, in the order of delivery. Owned by the broker thread. */
final class ClientSession implements Holder {

    private final Set<MessageReference> inFlight = new LinkedHashSet<>();

    /** The session that settles a message in flight; null if there is none. */
    static @Nullable ClientSession of(MessageReference reference) {
        return (ClientSession) reference.session();
    }

    Set<MessageReference> inFlight() {
        return inFlight;
    }
}
