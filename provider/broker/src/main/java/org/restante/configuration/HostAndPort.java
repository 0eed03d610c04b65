package org.restante.configuration;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where to listen.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without its brackets
 * @param port 0 for any that is free
 */
public record HostAndPort(String host, int port) {

    private static final int MOST_PORT = 65535;

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if the text is no {@code HOST:PORT}
     */
    public static HostAndPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException("'" + text + "': an IPv6 address goes into brackets, as [::1]:7270");
        }
        int port = port(text, text.substring(colon + 1));
        if (host.isEmpty() || host.contains("/")) {
            throw new IllegalArgumentException("'" + text + "' is no HOST:PORT");
        }
        return new HostAndPort(host, port);
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= MOST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' has no port at its end", e);
        }
        throw new IllegalArgumentException("'" + text + "' has no port from 0 to " + MOST_PORT + " at its end");
    }

    /** Whether only this machine reaches it; false for a name that is not known. Asks the resolver. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** To bind to. Asks the resolver. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
