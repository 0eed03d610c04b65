package org.restante.tcp;

import java.util.ArrayList;
import java.util.List;

/**
 * The host and port of a server, written {@code HOST}, {@code HOST:PORT} or {@code [IPV6]:PORT}. Immutable.
 *
 * @param host a name or an address, without brackets
 */
public record HostPort(String host, int port) {

    /** The default port of a server. */
    public static final int DEFAULT_PORT = 7270;

    /**
     * Parses a list, separated by commas.
     *
     * @throws IllegalArgumentException if an entry is invalid; the message names it
     */
    public static List<HostPort> list(String text) {
        List<HostPort> list = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            list.add(parse(one));
        }
        return list;
    }

    /**
     * Parses one entry; the port is 7270 if the text has none.
     *
     * @throws IllegalArgumentException if the text is invalid
     */
    public static HostPort parse(String text) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String host = text.substring(0, colon < 0 ? text.length() : colon);
        if (bracket > 0) {
            host = text.substring(1, bracket);
        }
        if (host.isEmpty() || host.contains("/") || host.contains("[") || (bracket > 0 && colon > bracket + 1)) {
            throw new IllegalArgumentException("'" + text + "' does not name a host; write HOST:PORT or [IPV6]:PORT");
        }
        return new HostPort(host, colon < 0 ? DEFAULT_PORT : port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        String refusal = "'" + text + "' has no port from 0 to 65535 after its host; write HOST:PORT or [IPV6]:PORT";
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal, e);
        }
        throw new IllegalArgumentException(refusal);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
