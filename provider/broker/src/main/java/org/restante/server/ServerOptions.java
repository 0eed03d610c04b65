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
 * @param loginMillis how long a client has for its login
 * @param heartbeatMillis how often both sides let themselves be heard; who is silent three times as long is gone
 * @param memoryBytes what requests without an answer may take in all, in bytes; beyond, sockets are not read until there is room
 * @param outboundBytes what may wait for one client that does not read, in bytes; beyond, no more is delivered to it, and its requests
 *     are not read
 * @param closingMillis how long {@link Server#close} waits for what is on its way
 */
public record ServerOptions(
        List<Listen> listen,
        @Nullable Tls tls,
        int maxConnections,
        int maxNotLoggedIn,
        int loginMillis,
        int heartbeatMillis,
        long memoryBytes,
        long outboundBytes,
        int closingMillis) {

    /**
     * What a server shows of itself, and asks of its clients.
     *
     * @param certificate its own, with those above it, in a PEM file
     * @param key of its certificate: PKCS#8, in a PEM file
     * @param clientCa whose certificates clients have to show, in a PEM file; null if they need none
     */
    public record Tls(Path certificate, Path key, @Nullable Path clientCa) {}

    public ServerOptions {
        listen = List.copyOf(listen);
    }

    /** Bounds that fit the heap of this process. */
    public static ServerOptions at(List<Listen> listen) {
        long memory = Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 4);
        return new ServerOptions(listen, null, 10_000, 1_000, 10_000, 10_000, memory, 4L << 20, 10_000);
    }

    public ServerOptions withTls(Tls files) {
        return new ServerOptions(
                listen,
                files,
                maxConnections,
                maxNotLoggedIn,
                loginMillis,
                heartbeatMillis,
                memoryBytes,
                outboundBytes,
                closingMillis);
    }

    public ServerOptions withConnections(int most, int mostNotLoggedIn) {
        return new ServerOptions(
                listen,
                tls,
                most,
                mostNotLoggedIn,
                loginMillis,
                heartbeatMillis,
                memoryBytes,
                outboundBytes,
                closingMillis);
    }

    public ServerOptions withTimes(int login, int heartbeat, int closing) {
        return new ServerOptions(
                listen, tls, maxConnections, maxNotLoggedIn, login, heartbeat, memoryBytes, outboundBytes, closing);
    }

    public ServerOptions withMemory(long memory, long outbound) {
        return new ServerOptions(
                listen,
                tls,
                maxConnections,
                maxNotLoggedIn,
                loginMillis,
                heartbeatMillis,
                memory,
                outbound,
                closingMillis);
    }
}
