/**
 * Destinations, subscriptions, dispatch, acknowledgement and transactions, all on one thread.
 *
 * <pre>{@code
 *  links --- Request ---> Inbox ---> Engine: decide ---> Changes ---> State.apply
 *                                       |                   |
 *                                       |                   v
 *                                       |              Ledger ---> Log   (the broker thread does not wait for it)
 *                                       |                   | kept
 *  links <-- Reply, Delivery ---------- Engine <------------+
 * }</pre>
 *
 * A change takes effect in {@link org.restante.broker.state.State} when it is decided, in the order in which it goes to the log. What
 * anybody outside sees of it, a reply or a delivery, waits until the log has kept it. Recovery feeds the same changes to the
 * same {@code apply}. The whole package is deterministic: time, chance and the log come in by constructor.
 */
@NullMarked
package org.restante.broker;

import org.jspecify.annotations.NullMarked;
