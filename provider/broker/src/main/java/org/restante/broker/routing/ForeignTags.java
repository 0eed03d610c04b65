package org.restante.broker.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.broker.backlog.MessageReference;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.dispatch.ClientConsumer;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.link.DeliveryStatus;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Tag;

/**
 * Refuses and counts requests that settle a delivery which their connection never had. Owned by the broker thread.
 *
 * <p>The trap: a delivery that the connection no longer has is not foreign. It may have been returned while its acknowledgement was
 * on its way, so it is accepted without effect. The proof are the message's delivery steps, which name the connection.
 */
public final class ForeignTags {

    private final State state;
    private long refused;

    public ForeignTags(State state) {
        this.state = state;
    }

    /** Requests refused since the start. */
    public long refused() {
        return refused;
    }

    /**
     * Refuses a request that settles these deliveries, unless the connection has or had each of them.
     *
     * @throws RefusedException if one of the messages was never delivered to the connection
     */
    public void check(ClientConnection connection, List<Tag> tags, Request request) {
        check(connection, tags, state.destinations().find(tags), request);
    }

    /**
     * As {@link #check(ClientConnection, List, Request)}, for messages that were looked up before.
     *
     * @param found for each tag its message; null for one that does not exist any more
     */
    public void check(
            ClientConnection connection, List<Tag> tags, List<@Nullable MessageReference> found, Request request) {
        for (int i = 0; i < tags.size(); i++) {
            Tag tag = tags.get(i);
            if (isForeign(connection, tag, found.get(i))) {
                refused++;
                connection.caller().settlesForeign(request);
                throw new RefusedException(
                        Problem.SECURITY,
                        "message " + tag.sequence() + " of destination " + tag.owner()
                                + " was never delivered to this connection; only its receiver settles it");
            }
        }
    }

    private boolean isForeign(ClientConnection connection, Tag tag, @Nullable MessageReference reference) {
        if (tag.owner() >= state.nextId() || tag.sequence() >= state.nextSequence()) {
            return true; // never assigned
        }
        if (reference == null || reference.hasLostSteps()) {
            return false; // settled, or not known any more
        }
        ClientConsumer holder = ClientConsumer.of(reference);
        boolean isHeld = holder != null && holder.connection() == connection;
        return !isHeld
                && reference.laterSteps().stream()
                        .noneMatch(step -> step.state() == DeliveryStatus.State.DELIVERED
                                && connection.hasConsumerName(step.consumer()));
    }
}
