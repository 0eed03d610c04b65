package org.restante.broker.administration;

import org.jspecify.annotations.Nullable;
import org.restante.broker.dispatch.ClientConnection;
import org.restante.broker.state.Change;
import org.restante.broker.state.Decision;
import org.restante.broker.state.RefusedException;
import org.restante.broker.state.State;
import org.restante.broker.state.SubscriptionDefinition;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.message.Address;

/**
 * Binds durable subscriptions, and so the client identifiers that they have, to the users that made them. Owned by the broker
 * thread.
 *
 * <p>A client identifier belongs to a user as long as one of its durable subscriptions does. A subscription from before there were
 * users belongs to nobody until the first user opens it. The trap: one without a client identifier is for all users who may receive
 * from its topic.
 */
public final class SubscriptionOwners {

    private final State state;

    public SubscriptionOwners(State state) {
        this.state = state;
    }

    /** Refuses to use a client identifier of another user. */
    public void checkIdentifier(ClientConnection connection, @Nullable String clientId, Request request) {
        if (clientId != null && !connection.mayUse(state.destinations().userOf(clientId), request)) {
            throw new RefusedException(
                    Problem.SECURITY,
                    "the client identifier '" + clientId
                            + "' belongs to another user, who has a durable subscription with it; take another client"
                            + " identifier, or connect as that user");
        }
    }

    /** Refuses to use a subscription of another user. */
    void check(ClientConnection connection, SubscriptionDefinition subscription, Request request) {
        if (!connection.mayUse(subscription.user(), request)) {
            throw new RefusedException(
                    Problem.SECURITY,
                    "the durable subscription '" + subscription.name()
                            + "' belongs to another user; take another name, or connect as that user");
        }
    }

    /** Refuses to delete a subscription of another user, or of a topic that the user may not receive from. */
    void checkDelete(ClientConnection connection, SubscriptionDefinition subscription, Address topic, Request request) {
        check(connection, subscription, request);
        if (!connection.caller().mayReceive(topic)) {
            throw new RefusedException(
                    Problem.SECURITY,
                    "the subscription '" + subscription.name()
                            + "' may only be deleted or replaced by a user who may receive from its topic; the broker's file"
                            + " of permissions says who may");
        }
    }

    /** The user of a new durable subscription; null for one that belongs to nobody. */
    @Nullable
    String userOfNew(ClientConnection connection, @Nullable String clientId) {
        if (clientId == null) {
            return null;
        }
        String bound = state.destinations().userOf(clientId);
        return bound == null ? connection.caller().user() : bound;
    }

    /** Gives a subscription that belongs to nobody to the user who opens it. An operator takes none. */
    void claim(Decision decision, ClientConnection connection, SubscriptionDefinition subscription) {
        String user = connection.caller().user();
        if (user != null
                && subscription.user() == null
                && subscription.durable()
                && subscription.clientId() != null
                && !connection.caller().mayAdministerAll()) {
            decision.make(new Change.SubscriptionOwned(subscription.id(), user));
            decision.sync();
        }
    }
}
