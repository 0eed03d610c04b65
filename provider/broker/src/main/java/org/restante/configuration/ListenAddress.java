package org.restante.configuration;

import java.util.Locale;

/**
 * One address that the server takes connections at.
 *
 * @param tls whether they are encrypted
 */
public record ListenAddress(boolean tls, HostAndPort at) {

    private static final String TCP = "tcp://";
    private static final String TLS = "tls://";

    /**
     * Reads a URI.
     *
     * @throws IllegalArgumentException if the text is neither {@code tcp://HOST:PORT} nor {@code tls://HOST:PORT}
     */
    public static ListenAddress parse(String text) {
        String scheme = text.substring(0, Math.min(TCP.length(), text.length())).toLowerCase(Locale.ROOT);
        if (!scheme.equals(TCP) && !scheme.equals(TLS)) {
            throw new IllegalArgumentException("'" + text + "' is neither tcp://HOST:PORT nor tls://HOST:PORT");
        }
        return new ListenAddress(scheme.equals(TLS), HostAndPort.parse(text.substring(TCP.length())));
    }

    /** The URI under which clients find it. */
    @Override
    public String toString() {
        return (tls ? TLS : TCP) + at;
    }
}
