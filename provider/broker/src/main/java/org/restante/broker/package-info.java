/**
 * The broker thread: its input, its engine, and the maintenance of its log. The rooms below decide, dispatch and store.
 *
 * <pre>{@code
 *  links --- Request ---> Inbox ---> Engine ---> RequestHandlers: the part that decides (made in Wiring)
 *                                                       |
 *                                                       v
 *                                                   Decision ---> each Change ---> State.apply
 *                                                       |
 *                                                       v
 *                                                    Ledger ---> Log   (the broker thread does not wait for it)
 *                                                       | kept
 *  links <-- Reply, Delivery ---------- Engine.pump <---+
 *                                         each Chore: poll the log, timers, flow control, dispatch, replies ...
 * }</pre>
 *
 * A change takes effect in {@link org.restante.broker.state.State} when it is decided, in the order in which it goes to the
 * log. Its effects outside, replies and deliveries, wait until the change is <i>kept</i>: the log has written the entry, and
 * has synced it if the decision asked for a sync. Recovery applies the same changes by the same {@code apply}. The whole
 * package is deterministic: time, random numbers and the log are passed in by constructor.
 */
@NullMarked
package org.restante.broker;

import org.jspecify.annotations.NullMarked;
