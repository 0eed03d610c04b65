/**
 * Gives waiting messages to consumers that have credit. Of this run only: a restart begins without links, sessions and cursors.
 *
 * <pre>{@code
 *   DeliveryQueue  <-- listens --  QueueConsumers: consumers, turn, Cursors, Groups
 *   Dispatcher: for each queue that changed, the next consumer in turn asks its Cursor for the next message
 *       ---> Delivered, a change ---> log ---> when it is written, the Delivery event leaves through the LinkEnd
 * }</pre>
 */
@NullMarked
package org.restante.broker.dispatch;

import org.jspecify.annotations.NullMarked;
