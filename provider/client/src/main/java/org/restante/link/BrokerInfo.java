package org.restante.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The version, state and counters of a broker. Counters start at 0 with the broker and only grow; gauges show the
 * current value. Immutable.
 *
 * @param node null if the broker has a log of its own
 */
public record BrokerInfo(
        About about,
        Load load,
        Traffic traffic,
        LogInfo log,
        SnapshotInfo snapshots,
        SocketInfo sockets,
        @Nullable NodeInfo node) {

    /**
     * The identity of the broker.
     *
     * @param version the version of the software; empty if it was not built into a jar
     * @param store identifies the broker's store; first part of its message identifiers
     * @param startedAt the start in milliseconds since the epoch, by the clock as it is set now; so {@code now - startedAt}
     *     is the uptime, to a second, even after the clock was set
     * @param now the time of this answer, in milliseconds since the epoch
     * @param data the data directory; null for a broker in memory
     * @param diskBytes the size of all files in the data directory
     * @param addresses the addresses that the broker listens on; empty for an embedded broker without a server
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
     * The load of the broker.
     *
     * @param connections open links, including those from the broker's own process
     * @param destinations queues, topics and subscriptions
     * @param waiting messages, counted once for each queue or subscription, including those in flight
     * @param liveBytes the size of waiting messages, counted once for each message
     * @param inFlight messages delivered and not acknowledged
     * @param cachedBytes the size of messages that are in memory as well as in the log
     * @param pendingBytes bytes on their way to the log
     * @param refused requests refused since the start
     * @param damaged unreadable messages since the start, all set aside
     * @param foreign requests refused since the start because they settle a message that was never delivered to their
     *     connection
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
            long damaged,
            long foreign) {}

    /**
     * The log.
     *
     * @param entries appended since the start
     * @param bytes appended since the start
     * @param segments files of the log that are in use
     * @param forces a histogram of the time of each fsync, the shortest bucket first; empty in memory
     * @param forcedNanos the sum of those times, in nanoseconds
     * @param hasRoom false if the disk is full and the log accepts only entries that free space
     */
    public record LogInfo(
            long entries, long bytes, int segments, List<ForceTime> forces, long forcedNanos, boolean hasRoom) {

        public LogInfo {
            forces = List.copyOf(forces);
        }
    }

    /**
     * One bucket of the histogram of fsync times.
     *
     * @param mostNanos the upper bound in nanoseconds, inclusive; the lower bound is that of the bucket before;
     *     {@link Long#MAX_VALUE} for the last bucket
     * @param count the number of fsyncs in the bucket
     */
    public record ForceTime(long mostNanos, long count) {}

    /**
     * Snapshots since the start.
     *
     * @param lastAt the end of the last snapshot, in milliseconds since the epoch, by the clock as it is set now; 0 if there
     *     was none
     * @param lastMillis the duration of the last snapshot
     * @param allMillis the duration of all snapshots together
     */
    public record SnapshotInfo(long taken, long failed, long lastAt, long lastMillis, long allMillis) {}

    /**
     * A process on a log that several processes share, of which one owns the broker.
     *
     * @param log where the log is
     * @param name the name of the process
     * @param role {@code owner}, {@code standby}, {@code recovering} or {@code ended}
     * @param epoch how often the log was claimed
     * @param owner the name of the owner; empty if it is not known
     * @param ownerAddress where clients reach the owner; empty if it is not known
     * @param lagBytes of a standby, the bytes of the log that it has read and not yet applied
     * @param takeOvers how often this process became the owner since its start
     * @param takeOverMillis the time from the last sign of the owner before until this process served clients; 0 if it never did
     */
    public record NodeInfo(
            String log,
            String name,
            String role,
            long epoch,
            String owner,
            String ownerAddress,
            long lagBytes,
            long takeOvers,
            long takeOverMillis) {}

    /**
     * Socket connections and their traffic.
     *
     * @param open connections open now
     * @param accepted connections since the start
     * @param refused connections since the start, refused at a bound or before their login
     */
    public record SocketInfo(long open, long accepted, long refused, long bytesIn, long bytesOut) {

        /** For a broker that does not listen on any address. */
        public static final SocketInfo NONE = new SocketInfo(0, 0, 0, 0, 0);
    }
}
