package org.restante.broker.state;

import org.restante.link.Problem;
import org.restante.message.Address;
import org.restante.message.NameLength;

/** Checks the lengths of names that clients choose, before they become part of the state and of entries of the log. */
public final class Names {

    private Names() {}

    /**
     * Checks the name of a destination.
     *
     * @throws RefusedException if it is too long
     */
    public static void check(Address address) {
        check(Problem.INVALID_DESTINATION, address.kind().isTopic() ? "topic" : "queue", address.name());
    }

    /**
     * Checks a client identifier.
     *
     * @throws RefusedException if it is too long
     */
    public static void checkClientId(String clientId) {
        check(Problem.INVALID_CLIENT_ID, "client", clientId);
    }

    /**
     * Checks the name of a subscription.
     *
     * @throws RefusedException if it is too long
     */
    public static void checkSubscription(String name) {
        check(Problem.INVALID_DESTINATION, "subscription", name);
    }

    private static void check(Problem problem, String what, String name) {
        String refusal = NameLength.refusal(what, name);
        if (refusal != null) {
            throw new RefusedException(problem, refusal);
        }
    }
}
