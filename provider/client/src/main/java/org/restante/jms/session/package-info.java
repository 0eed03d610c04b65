/**
 * Connections, sessions, producers and consumers over one link, for both the classic and the simplified API.
 *
 * <pre>{@code
 *   JmsConnection --owns--> ConnectionContext (link, clocks, numbers) <--uses-- JmsSession
 *   JmsSession: Outbox (sends), SessionInbox (deliveries), Settlement (acknowledge, commit), Listening (listener thread)
 * }</pre>
 */
@NullMarked
package org.restante.jms.session;

import org.jspecify.annotations.NullMarked;
