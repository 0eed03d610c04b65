/**
 * A broker on a log that several processes share: one owns it, the others wait, warm, to take it over.
 *
 * <pre>
 *            start                      claim, apply the rest, begin
 *   Node ----------> [ WarmStandby ] ------------------------------> [ Broker ]
 *                           ^   follows the log, refuses clients        |   serves clients
 *                           |                                           |
 *                           +-------------------------------------------+
 *                              another owner has claimed: steps down, recovers anew
 * </pre>
 *
 * <p>When to take over is decided elsewhere, by whoever watches the log: a claim that comes too early costs a change of owner, and
 * loses nothing.
 */
@NullMarked
package org.restante.broker.standby;

import org.jspecify.annotations.NullMarked;
