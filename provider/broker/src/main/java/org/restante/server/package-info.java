/**
 * A server for TCP, TLS and Unix domain sockets: passes frames to any Link and back, within bounds and with back-pressure.
 *
 * <pre>{@code
 *   socket -> FrameReader -> RequestQuota: unanswered requests of this connection --> Link.request
 *                            Budget: memory for requests of all connections              |
 *               a bound is reached: the socket is not read                               |
 *   socket <- Outflow <- Delivering <--------------------------------- replies, events --+
 *               too many bytes wait: Link.setReady(false), and the socket is not read
 * }</pre>
 */
@NullMarked
package org.restante.server;

import org.jspecify.annotations.NullMarked;
