package org.restante.server;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses at which a server listens, and its bounds. Immutable.
 *
 * @param listen at least one address, unless sockets are handed over by {@link Server#serve}
 * @param tls required if an address uses TLS; else null
 * @param maxConnections the maximum number of connections; further ones are refused
 * @param maxNotLoggedIn the maximum number of connections before their login; further ones are refused
 * @param memoryBytes memory for the unanswered requests of all connections, in bytes; when it is used up, sockets are not read until
 *     some is free (back-pressure)
 * @param outboundBytes bytes that may wait for one client that does not read; beyond this bound nothing is delivered to the client, and
 *     its requests are not read
 * @param times the timeouts
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
     * The server's certificate, and its requirements for certificates of clients.
     *
     * @param certificate a PEM file with the server's certificate, followed by the certificates of its issuers
     * @param key a PEM file with the private key of the certificate (PKCS#8)
     * @param clientCa a PEM file with the certificates of the issuers accepted for clients; null if clients need no certificate
     * @param clientRequired whether a client without a certificate is refused; if false it may log in with a password
     * @param namesUser whether the common name (CN) in a client's certificate is its user, who then needs no password
     */
    public record Tls(Path certificate, Path key, @Nullable Path clientCa, boolean clientRequired, boolean namesUser) {

        /** Clients need a certificate if {@code clientCa} is given; the certificate does not name the user. */
        public Tls(Path certificate, Path key, @Nullable Path clientCa) {
            this(certificate, key, clientCa, true, false);
        }
    }

    /**
     * The timeouts, in milliseconds.
     *
     * @param login the time for a client's login
     * @param heartbeat the interval of heartbeats of both sides; a side that is silent for three intervals counts as gone
     * @param frame the time for a frame to arrive, plus one second for each 256 KiB of it
     * @param closing the time that {@link Server#close} waits for open requests and unsent frames
     */
    public record Times(int login, int heartbeat, int frame, int closing) {

        public static final Times STANDARD = new Times(10_000, 10_000, 10_000, 10_000);
    }

    public ServerOptions {
        listen = List.copyOf(listen);
    }

    /** Options with bounds that fit the heap of this process. */
    public static ServerOptions at(List<Listen> listen) {
        long memory = Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 4);
        return new ServerOptions(listen, null, 10_000, 1_000, memory, 4L << 20, Times.STANDARD);
    }

    public ServerOptions withTls(Tls files) {
        return new ServerOptions(listen, files, maxConnections, maxNotLoggedIn, memoryBytes, outboundBytes, times);
    }

    public ServerOptions withConnections(int max, int maxBeforeLogin) {
        return new ServerOptions(listen, tls, max, maxBeforeLogin, memoryBytes, outboundBytes, times);
    }

    public ServerOptions withTimes(Times other) {
        return new ServerOptions(listen, tls, maxConnections, maxNotLoggedIn, memoryBytes, outboundBytes, other);
    }

    public ServerOptions withMemory(long memory, long outbound) {
        return new ServerOptions(listen, tls, maxConnections, maxNotLoggedIn, memory, outbound, times);
    }
}
