package org.restante.broker.state;

import org.jspecify.annotations.Nullable;
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

    static void check(Change change) {
        if (change instanceof Change.DestinationCreated created) {
            check(created.address());
        } else if (change instanceof Change.SettingsChanged changed) {
            check(changed.pattern());
        } else if (change instanceof Change.SubscriptionCreated created) {
            check(Problem.INVALID_DESTINATION, "subscription", created.definition().name());
        }
    }

    private static void check(Problem problem, String what, @Nullable String name) {
        String refusal = name == null ? null : NameLength.refusal(what, name);
        if (refusal != null) {
            throw new RefusedException(problem, refusal);
        }
    }
}
