/**
 * Everything that survives a restart: destinations, subscriptions, what waits in them, policies, history. It changes by
 * {@link org.restante.broker.state.Change} only, the first time and in replay alike.
 */
@NullMarked
package org.restante.broker.state;

import org.jspecify.annotations.NullMarked;
