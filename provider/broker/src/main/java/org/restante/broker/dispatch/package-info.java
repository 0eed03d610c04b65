/**
 * Assigns waiting messages to consumers that have credit. Nothing here is stored: a restart begins without links, sessions and
 * cursors.
 *
 * <pre>{@code
 *   DeliveryQueue  <-- listens --  QueueConsumers: consumers, turn, Cursors, Groups
 *   Dispatcher: for each queue that changed, the next consumer in turn asks its Cursor for the next message
 *   StoredDeliveries: what a request stores, for a consumer that can take it at once
 *       ---> Delivered, a change ---> log ---> when the entry is written, the LinkEnd sends the Delivery event
 * }</pre>
 */
@NullMarked
package org.restante.broker.dispatch;

import org.jspecify.annotations.NullMarked;
