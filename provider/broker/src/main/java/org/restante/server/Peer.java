package org.restante.server;

import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a socket, as far as the socket says.
 *
 * @param address host and port; of a Unix domain socket, its path
 * @param secure whether TLS carries it
 * @param certified the user whom the client's certificate names, if certificates are to name users; null for none
 */
public record Peer(String address, boolean secure, @Nullable String certified) {

    @Override
    public String toString() {
        return address + (secure ? " (TLS)" : "");
    }
}
