/**
 * A link that comes back when it is lost: it tries again, restores what the broker has forgotten, and asks again what had no answer.
 *
 * <pre>
 *   up ---- lost ----> away ---- opened ----> restoring ---- asked again ----> up
 *                       |  ^                      |
 *                       |  +------- lost ---------+
 *                       +-- too long, or refused --> ended
 * </pre>
 */
@NullMarked
package org.restante.reconnect;

import org.jspecify.annotations.NullMarked;
