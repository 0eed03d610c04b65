package org.restante.disk;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handles of this process, one for each open file and socket, as far as connections from outside may take them: all servers of the
 * process together, also the one at the socket of a data directory and those for HTTP. The rest is kept back for the log and for
 * snapshots: a log that gets no handle for its next segment accepts no sends. Immutable, but for the counts of the process.
 *
 * @param connections how many connections one server may have
 * @param refused how many connections beyond them it may have while it refuses them with a reason
 * @param all how many connections all servers of the process may have, with those that are refused
 * @param http how many HTTP connections the process may have; no other connections take their place
 */
public record Handles(int connections, int refused, int all, int http) {

    private static final Logger LOG = LoggerFactory.getLogger(Handles.class);

    /** For the segments that are written, prepared and read, for snapshots, and for files of users and permissions. */
    private static final long FOR_FILES = 32;

    /** One sixteenth of the limit is for HTTP. */
    private static final long HTTP_SHARE = 16;

    private static final int MAX_HTTP = 256;

    private static final int MAX_REFUSED = 100;
    private static final int REFUSED_SHARE = 10;

    private static final AtomicInteger OF_SERVERS = new AtomicInteger();
    private static final AtomicInteger OF_HTTP = new AtomicInteger();

    /** The bounds of a server in this process; logs a warning if the configured number of connections exceeds them. */
    public static Handles of(int configured) {
        Handles handles = now(configured);
        if (handles.connections < configured) {
            LOG.warn(
                    "At most {} connections in place of {} (maxConnections): this process may have {} files and sockets open, and some"
                            + " are kept back for the log. Raise its limit (ulimit -n, or LimitNOFILE of systemd), or lower"
                            + " maxConnections",
                    handles.connections,
                    configured,
                    limit());
        }
        return handles;
    }

    /** How many HTTP connections this process may have. */
    public static int maxHttp() {
        return now(1).http;
    }

    private static Handles now(int configured) {
        long open = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : -1;
        return of(configured, limit(), open < 0 ? open : Math.max(0, open - OF_SERVERS.get() - OF_HTTP.get()));
    }

    /** -1 if not known. */
    private static long limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : -1;
    }

    /**
     * The bounds for a limit.
     *
     * @param limit the handles that the process may have; -1 if not known
     * @param open those that it has, without those of connections
     */
    static Handles of(int configured, long limit, long open) {
        if (limit <= 0 || open < 0) {
            return new Handles(configured, MAX_REFUSED, Integer.MAX_VALUE, MAX_HTTP);
        }
        long free = Math.max(0, limit - open);
        long keptBack = Math.min(FOR_FILES + Math.min(MAX_HTTP, limit / HTTP_SHARE), (free + 1) / 2);
        long forFiles = Math.min(FOR_FILES, keptBack * 3 / 4);
        long usable = free - keptBack;
        int refused = (int) Math.min(MAX_REFUSED, usable / REFUSED_SHARE);
        return new Handles(
                (int) Math.max(1, Math.min(configured, usable - refused)),
                refused,
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, usable)),
                (int) Math.max(1, keptBack - forFiles));
    }

    /** Whether a server that has so many connections, and the process, may have one more that is served. */
    public boolean hasRoom(int connectionsOfServer) {
        return connectionsOfServer < connections && OF_SERVERS.get() < all - refused;
    }

    /** Whether a server that has so many connections, and the process, may have one more, be it only to refuse it. */
    public boolean hasRoomToRefuse(int connectionsOfServer) {
        return connectionsOfServer < connections + refused && OF_SERVERS.get() < all;
    }

    /** Counts connections of a server: 1 for one that was accepted, -1 for one that was closed. */
    public static void count(int change) {
        OF_SERVERS.addAndGet(change);
    }

    /** Counts HTTP connections, as {@link #count}. */
    public static void countHttp(int change) {
        OF_HTTP.addAndGet(change);
    }
}
