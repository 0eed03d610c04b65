package org.restante.tcp;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a server listens, as it is written: {@code HOST}, {@code HOST:PORT} or {@code [IPV6]:PORT}.
 *
 * @param host a name or an address, without brackets
 */
public record HostPort(String host, int port) {

    /** Where a server listens unless told otherwise. */
    public static final int DEFAULT_PORT = 7270;

    /**
     * Reads several, with commas between them.
     *
     * @throws IllegalArgumentException if one is none; the message says which
     */
    public static List<HostPort> list(String text) {
        List<HostPort> list = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            list.add(parse(one));
        }
        return list;
    }

    /**
     * Reads one; port 7270 unless it says another.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static HostPort parse(String text) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String host = text.substring(0, colon < 0 ? text.length() : colon);
        if (bracket > 0) {
            host = text.substring(1, bracket);
        }
        if (host.isEmpty() || host.contains("/") || host.contains("[") || (bracket > 0 && colon > bracket + 1)) {
            throw new IllegalArgumentException("'" + text + "' names no host; write HOST:PORT or [IPV6]:PORT");
        }
        return new HostPort(host, colon < 0 ? DEFAULT_PORT : port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        String refusal = "'" + text + "' has no port from 0 to 65535 behind its host; write HOST:PORT or [IPV6]:PORT";
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
