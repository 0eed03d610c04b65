package org.restante.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.restante.link.LinkUri;
import org.restante.tcp.HostPort;

/**
 * Where a server listens.
 *
 * @param at port 0 for one that is free
 * @param secure whether by TLS
 * @param plaintext whether without TLS even where other machines reach it, so that passwords cross the network as they are
 */
public record Listen(HostPort at, boolean secure, boolean plaintext) {

    /** Not to be read by others than this machine. */
    public Listen(HostPort at, boolean secure) {
        this(at, secure, false);
    }

    /**
     * Reads {@code tcp://HOST[:PORT][?plaintext=true]} or {@code tls://HOST[:PORT]}; port 7270 unless told otherwise.
     *
     * @throws IllegalArgumentException if it is none of them; the message says what is wrong
     */
    public static Listen parse(String text) {
        LinkUri uri = LinkUri.parse(text);
        if (!uri.scheme().equals("tcp") && !uri.scheme().equals("tls")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is nothing to listen at; write tcp://HOST:PORT or tls://HOST:PORT");
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

    /** Whether only this machine reaches it, whichever of the host's addresses is taken. */
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
