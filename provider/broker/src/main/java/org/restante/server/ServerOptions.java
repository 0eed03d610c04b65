package org.restante.server;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens, and its bounds.
 *
 * @param listen at least one, unless sockets are handed over by {@link Server#serve}
 * @param tls needed to listen by TLS; null for none
 * @param maxConnections more are refused
 * @param maxNotLoggedIn of the connections, those whose login is not done; more are refused
 * @param memoryBytes what requests without an answer may take in all, in bytes; beyond, sockets are not read until there is room
 * @param outboundBytes what may wait for one client that does not read, in bytes; beyond, no more is delivered to it, and its requests
 *     are not read
 */
public record ServerOptions(
        List<Listen> listen,
        @Nullable Tls tls,
        int maxConnections,
        int maxNotLoggedIn,
        long memoryBytes,
        long outboundBytes,
        Times times) {

    /**
     * What a server shows of itself, and asks of its clients.
     *
     * @param certificate its own, with those above it, in a PEM file
     * @param key of its certificate: PKCS#8, in a PEM file
     * @param clientCa whose certificates clients are to show, in a PEM file; null if they need none
     * @param clientRequired whether a client without one is refused; else it may log in by a password
     * @param namesUser whether the name (CN) in a client's certificate is its user's, who then needs no password
     */
    public record Tls(Path certificate, Path key, @Nullable Path clientCa, boolean clientRequired, boolean namesUser) {

        /** Clients have to show a certificate if there is somebody who signs them; it names no user. */
        public Tls(Path certificate, Path key, @Nullable Path clientCa) {
            this(certificate, key, clientCa, true, false);
        }
    }

    /**
     * How long what may take, in milliseconds.
     *
     * @param login a client has this long for its login
     * @param heartbeat how often both sides let themselves be heard; who is silent three times as long is gone
     * @param frame a frame is to come in within this time, and a second more for each 256 KiB of it
     * @param closing {@link Server#close} waits this long for what is on its way
     */
    public record Times(int login, int heartbeat, int frame, int closing) {

        public static final Times STANDARD = new Times(10_000, 10_000, 10_000, 10_000);
    }

    public ServerOptions {
        listen = List.copyOf(listen);
    }

    /** Bounds that fit the heap of this process. */
    public static ServerOptions at(List<Listen> listen) {
        long memory = Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 4);
        return new ServerOptions(listen, null, 10_000, 1_000, memory, 4L << 20, Times.STANDARD);
    }

    public ServerOptions withTls(Tls files) {
        return new ServerOptions(listen, files, maxConnections, maxNotLoggedIn, memoryBytes, outboundBytes, times);
    }

    public ServerOptions withConnections(int most, int mostNotLoggedIn) {
        return new ServerOptions(listen, tls, most, mostNotLoggedIn, memoryBytes, outboundBytes, times);
    }

    public ServerOptions withTimes(Times other) {
        return new ServerOptions(listen, tls, maxConnections, maxNotLoggedIn, memoryBytes, outboundBytes, other);
    }

    public ServerOptions withMemory(long memory, long outbound) {
        return new ServerOptions(listen, tls, maxConnections, maxNotLoggedIn, memory, outbound, times);
    }
}
