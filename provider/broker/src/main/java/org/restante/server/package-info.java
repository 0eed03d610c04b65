/**
 * Accepts TCP, TLS and Unix domain sockets, and carries frames to any Link, within bounds.
 *
 * <pre>{@code
 *   socket -> FrameReader -> Room: what this connection may have unanswered ----> Link.request
 *                            Budget: what all connections may have in memory         |
 *               no room: the socket is not read                                      |
 *   socket <- Outflow <------------------------------------------- replies, events --+
 *               too much waits: Link.setReady(false), and the socket is not read
 * }</pre>
 */
@NullMarked
package org.restante.server;

import org.jspecify.annotations.NullMarked;
