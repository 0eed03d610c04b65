/**
 * Where a message goes: to its queue or subscriptions, to a dead-letter queue, back to its place, or on at a scheduled time.
 *
 * <pre>
 *   Send ---> FlowControl: is there room? ---> Router ---> Stored, for each queue or subscription that is owed it
 *   Acknowledge, Recover ---> Acknowledgements ---> Settled or Returned; delivered too often: DeadLetters ---> Transfer
 *   Timers ---> delays, expiry, Schedules
 * </pre>
 */
@NullMarked
package org.restante.broker.routing;

import org.jspecify.annotations.NullMarked;
