package org.restante.server;

import org.jspecify.annotations.Nullable;

/**
 * The client at the other end of a socket, as known from the socket. Immutable.
 *
 * @param address host and port; for a Unix domain socket its path
 * @param secure whether the connection uses TLS
 * @param certified the user named in the client's certificate, if the server takes users from certificates; else null
 */
public record Peer(String address, boolean secure, @Nullable String certified) {

    /** The user of its certificate, or else the one that it claims to be; empty for nobody. */
    String user(@Nullable String claimed) {
        String user = certified == null ? claimed : certified;
        return user == null ? "" : user;
    }

    @Override
    public String toString() {
        return address + (secure ? " (TLS)" : "");
    }
}
