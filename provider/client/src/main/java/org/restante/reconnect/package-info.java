/**
 * A link that reconnects when it is lost: it opens a new plain link, restores the state that the broker has lost, and
 * repeats the requests without an answer.
 *
 * <pre>
 *   up ---- lost ----> away ---- opened ----> restoring ---- repeated -------> up
 *                       |  ^                      |
 *                       |  +------- lost ---------+
 *                       +-- too long, or refused --> ended
 * </pre>
 */
@NullMarked
package org.restante.reconnect;

import org.jspecify.annotations.NullMarked;
