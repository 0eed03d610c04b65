package org.restante.broker.state;

import org.jspecify.annotations.Nullable;

/**
 * The sender of a message, as noLocal subscriptions need it.
 *
 * @param connection the number of the connection
 * @param clientId its client identifier; null if it has none
 */
public record Sender(long connection, @Nullable String clientId) {}
