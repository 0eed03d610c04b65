package org.restante.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handles of this process, one for each open file and socket, as far as a server's clients may take them. The rest is kept back for
 * the log, for snapshots, and for HTTP: a log that gets no handle for its next segment accepts no sends. Immutable.
 *
 * @param connections how many connections a server may have
 * @param refused how many connections beyond them it may have while it refuses them with a reason
 */
record Handles(int connections, int refused) {

    private static final Logger LOG = LoggerFactory.getLogger(Handles.class);

    /** For the segments that are written, prepared and read, for snapshots, and for files of users and permissions. */
    private static final long FOR_FILES = 32;

    /** One sixteenth of the limit is for HTTP, at most as many as it has connections. */
    private static final long HTTP_SHARE = 16;

    private static final long MAX_HTTP = 256;

    private static final int MAX_REFUSED = 100;
    private static final int REFUSED_SHARE = 10;

    /** The bounds of a server in this process; logs a warning if the configured number of connections exceeds them. */
    static Handles of(int configured) {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return new Handles(configured, MAX_REFUSED);
        }
        long limit = system.getMaxFileDescriptorCount();
        Handles handles = of(configured, limit, system.getOpenFileDescriptorCount());
        if (handles.connections < configured) {
            LOG.warn(
                    "At most {} connections in place of {} (maxConnections): this process may have {} files and sockets open, and some"
                            + " are kept back for the log. Raise its limit (ulimit -n, or LimitNOFILE of systemd), or lower"
                            + " maxConnections",
                    handles.connections,
                    configured,
                    limit);
        }
        return handles;
    }

    /**
     * The bounds for a limit.
     *
     * @param limit the handles that the process may have; -1 if not known
     * @param open those that it has
     */
    static Handles of(int configured, long limit, long open) {
        if (limit <= 0 || open < 0) {
            return new Handles(configured, MAX_REFUSED);
        }
        long free = Math.max(0, limit - open);
        long keptBack = Math.min(FOR_FILES + Math.min(MAX_HTTP, limit / HTTP_SHARE), (free + 1) / 2);
        long usable = free - keptBack;
        int refused = (int) Math.min(MAX_REFUSED, usable / REFUSED_SHARE);
        return new Handles((int) Math.max(1, Math.min(configured, usable - refused)), refused);
    }
}
