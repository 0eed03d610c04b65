package org.restante.users;

import org.jspecify.annotations.Nullable;
import org.restante.link.Request;

/**
 * Where a link comes from.
 *
 * @param peer an address, for the log
 * @param certified whom a certificate names, which has been checked; null for none
 */
record LinkOrigin(String peer, @Nullable String certified) {

    /** Whether a client needs no password, because its certificate says who it is. */
    boolean vouchesFor(Request.Connect connect) {
        return certified != null
                && connect.password() == null
                && (connect.user() == null || connect.user().equals(certified));
    }
}
