package org.restante.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a broker tells of itself. Counts run from its start and only grow; what is said to be there is there now. */
public record BrokerInfo(
        About about, Load load, Traffic traffic, LogInfo log, SnapshotInfo snapshots, SocketInfo sockets) {

    /**
     * Which broker it is.
     *
     * @param version of the software; empty where it was not built into a jar
     * @param store identifies the broker's store, as in message identifiers
     * @param startedAt milliseconds since the epoch
     * @param now when this was told, milliseconds since the epoch
     * @param data the data directory; null if all is in memory
     * @param diskBytes of all files in the data directory
     * @param addresses what the broker listens on; empty if it is only embedded
     */
    public record About(
            String version,
            int store,
            long startedAt,
            long now,
            @Nullable String data,
            long diskBytes,
            List<String> addresses) {

        public About {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * What it has to do.
     *
     * @param connections open links, also those of the process itself
     * @param destinations queues, topics and subscriptions
     * @param waiting messages, once for each queue or subscription, also those in flight
     * @param liveBytes of messages that wait, once for each message
     * @param inFlight delivered and not acknowledged
     * @param cachedBytes of messages that are in memory as well as in the log
     * @param pendingBytes on their way to the log
     * @param refused requests that were refused since the start
     * @param damaged messages that could not be read since the start, and were set aside
     */
    public record Load(
            int connections,
            int consumers,
            int destinations,
            long waiting,
            long liveBytes,
            long inFlight,
            long cachedBytes,
            long pendingBytes,
            long refused,
            long damaged) {}

    /**
     * The log.
     *
     * @param entries appended since the start
     * @param bytes appended since the start
     * @param segments files of the log that are in use
     * @param forces how long the disk took to make sure of what was written, the shortest first; empty in memory
     * @param forcedNanos all those times together
     * @param hasRoom whether it takes more than what frees room; false when the disk is full
     */
    public record LogInfo(
            long entries, long bytes, int segments, List<ForceTime> forces, long forcedNanos, boolean hasRoom) {

        public LogInfo {
            forces = List.copyOf(forces);
        }
    }

    /**
     * How many forces took this long, and longer than the one before in its list.
     *
     * @param mostNanos {@link Long#MAX_VALUE} for all longer ones
     */
    public record ForceTime(long mostNanos, long count) {}

    /**
     * Snapshots since the start.
     *
     * @param lastAt when the last one was done, milliseconds since the epoch; 0 if there was none
     * @param lastMillis how long it took
     * @param allMillis how long all took
     */
    public record SnapshotInfo(long taken, long failed, long lastAt, long lastMillis, long allMillis) {}

    /**
     * What came over sockets.
     *
     * @param open connections
     * @param accepted connections since the start
     * @param refused connections since the start, at a bound or before their login
     */
    public record SocketInfo(long open, long accepted, long refused, long bytesIn, long bytesOut) {

        /** Where nobody listens. */
        public static final SocketInfo NONE = new SocketInfo(0, 0, 0, 0, 0);
    }
}
