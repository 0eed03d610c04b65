package org.restante.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.restante.link.LinkUri;
import org.restante.tcp.HostPort;

/**
 * Where a server listens.
 *
 * @param at port 0 for one that is free
 * @param secure whether by TLS
 */
public record Listen(HostPort at, boolean secure) {

    /**
     * Reads {@code tcp://HOST[:PORT]} or {@code tls://HOST[:PORT]}; port 7270 unless told otherwise.
     *
     * @throws IllegalArgumentException if it is none of them; the message says what is wrong
     */
    public static Listen parse(String text) {
        LinkUri uri = LinkUri.parse(text);
        if (!uri.scheme().equals("tcp") && !uri.scheme().equals("tls")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is nothing to listen at; write tcp://HOST:PORT or tls://HOST:PORT");
        }
        uri.checkOptions(List.of());
        return new Listen(HostPort.parse(uri.target()), uri.scheme().equals("tls"));
    }

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(at.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host of '" + this + "' is not known; check its name", e);
        }
    }

    @Override
    public String toString() {
        return (secure ? "tls://" : "tcp://") + at;
    }
}
