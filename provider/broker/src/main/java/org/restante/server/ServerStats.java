package org.restante.server;

/**
 * What a server does, in numbers since its start; the first seven as they are now.
 *
 * @param connections open sockets
 * @param notLoggedIn of them, those whose login is not done
 * @param paused of them, those that are not read because too much of theirs, or of all, is in memory
 * @param slow of them, those whose client does not read what is sent to it as fast as it comes
 * @param requestBytes what requests without an answer take in memory
 * @param outboundBytes what waits to be written to sockets
 * @param waitingForMemory bytes of the announced frames that wait for room in memory
 * @param accepted connections in all
 * @param refused of them, those beyond a bound
 * @param loginsFailed Connects that were refused
 * @param dropped connections that the server ended: not understood, silent, or too slow
 * @param pauses how often a socket was not read for want of room
 * @param requests how many were handed over
 * @param bytesIn read from sockets
 * @param bytesOut written to sockets
 */
public record ServerStats(
        int connections,
        int notLoggedIn,
        int paused,
        int slow,
        long requestBytes,
        long outboundBytes,
        long waitingForMemory,
        long accepted,
        long refused,
        long loginsFailed,
        long dropped,
        long pauses,
        long requests,
        long bytesIn,
        long bytesOut) {}
