/**
 * Routing: takes a message to its queue or subscriptions, to a dead-letter queue, back for redelivery, or on at a scheduled time.
 *
 * <pre>
 *   Send ---> FlowControl: is there room? ---> Router ---> Stored, for its queue or subscriptions
 *   Acknowledge, Recover ---> Acknowledgements ---> Settled or Returned; delivered too often: DeadLetters ---> Transfer
 *   Timers ---> delays, expiry, Schedules
 * </pre>
 */
@NullMarked
package org.restante.broker.routing;

import org.jspecify.annotations.NullMarked;
