package org.restante.users;

import org.jspecify.annotations.Nullable;
import org.restante.link.Request;

/**
 * The origin of a link.
 *
 * @param peer an address, for the log
 * @param certified the user that a checked certificate names; null for none
 */
record LinkOrigin(String peer, @Nullable String certified) {

    /** Whether a client needs no password, because its certificate names its user. */
    boolean vouchesFor(Request.Connect connect) {
        return certified != null
                && connect.password() == null
                && (connect.user() == null || connect.user().equals(certified));
    }
}
