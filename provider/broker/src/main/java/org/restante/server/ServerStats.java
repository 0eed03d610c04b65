package org.restante.server;

/**
 * Counters of a server since its start; the first seven are current values. Immutable.
 *
 * @param connections open connections
 * @param notLoggedIn open connections before their login
 * @param paused open connections that are not read because of back-pressure: their own bound or the server's memory is used up
 * @param slow open connections whose client reads more slowly than messages are delivered to it
 * @param requestBytes memory used by unanswered requests
 * @param outboundBytes bytes that wait to be written to sockets
 * @param waitingForMemory bytes of announced frames that wait for memory
 * @param accepted accepted connections
 * @param refused accepted connections that were refused because a bound was reached
 * @param loginsFailed logins that were refused
 * @param dropped connections that the server ended because of invalid data, silence or slowness
 * @param pauses pauses of reading because of back-pressure
 * @param requests requests passed to a link
 * @param bytesIn bytes read from sockets
 * @param bytesOut bytes written to sockets
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
