package org.restante.broker.state;

import org.jspecify.annotations.Nullable;

/**
 * Who sends a message, as far as subscriptions that want none of their own ask for it.
 *
 * @param connection the number of its link
 */
public record Sender(long connection, @Nullable String clientId) {}
