package org.restante.broker.dispatch;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.InFlight;
import org.restante.broker.backlog.InFlightHolder;
import org.restante.broker.backlog.MessageReference;

/** One session: its messages in flight, in the order of delivery. Owned by the broker thread. */
public final class ClientSession implements InFlightHolder {

    private final Set<MessageReference> inFlight = new InFlight();

    /** The session that acknowledges or returns a message in flight; null if there is none. */
    public static @Nullable ClientSession of(MessageReference reference) {
        return (ClientSession) reference.session();
    }

    public Set<MessageReference> inFlight() {
        return inFlight;
    }
}
