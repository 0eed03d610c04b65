package org.restante.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.restante.link.LinkUri;
import org.restante.tcp.HostPort;

/**
 * An address at which a server listens. Immutable.
 *
 * @param at host and port; port 0 for any free port
 * @param secure whether clients must use TLS
 * @param plaintext whether TLS is not required although other machines can reach the address; then passwords cross the network unencrypted
 */
public record Listen(HostPort at, boolean secure, boolean plaintext) {

    /** An address without permission for plaintext over the network. */
    public Listen(HostPort at, boolean secure) {
        this(at, secure, false);
    }

    /**
     * Parses {@code tcp://HOST[:PORT][?plaintext=true]} or {@code tls://HOST[:PORT]}; without a port it is 7270.
     *
     * @throws IllegalArgumentException if the text has neither form; the message contains the mistake
     */
    public static Listen parse(String text) {
        LinkUri uri = LinkUri.parse(text);
        if (!uri.scheme().equals("tcp") && !uri.scheme().equals("tls")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an address to listen at; write tcp://HOST:PORT or tls://HOST:PORT");
        }
        boolean secure = uri.scheme().equals("tls");
        uri.checkOptions(secure ? List.of() : List.of("plaintext"));
        String plaintext = uri.option("plaintext");
        if (plaintext != null && !plaintext.equals("true") && !plaintext.equals("false")) {
            throw new IllegalArgumentException(
                    "the option 'plaintext' of '" + text + "' takes true or false, not '" + plaintext + "'");
        }
        return new Listen(HostPort.parse(uri.target()), secure, "true".equals(plaintext));
    }

    /** Whether only this machine can reach it, by all addresses of the host. */
    public boolean isLoopback() {
        try {
            return Arrays.stream(InetAddress.getAllByName(at.host())).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the host of '" + this + "' is not known; check its name", e);
        }
    }

    @Override
    public String toString() {
        return (secure ? "tls://" : "tcp://") + at;
    }
}
