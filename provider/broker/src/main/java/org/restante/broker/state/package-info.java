/**
 * The state that survives a restart: destinations, subscriptions, their messages, policies, histories. Only a {@link
 * org.restante.broker.state.Change} modifies it, while running and in replay alike.
 */
@NullMarked
package org.restante.broker.state;

import org.jspecify.annotations.NullMarked;
