package org.restante.server;

/**
 * Who is at the other end of a socket, as far as the socket says.
 *
 * @param address host and port; of a Unix domain socket, its path
 * @param secure whether TLS carries it
 */
public record Peer(String address, boolean secure) {

    @Override
    public String toString() {
        return address + (secure ? " (TLS)" : "");
    }
}
