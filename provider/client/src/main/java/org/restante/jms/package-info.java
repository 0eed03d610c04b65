/**
 * The Jakarta Messaging API, implemented over a {@link org.restante.link.Link}.
 *
 * <pre>{@code
 *   application threads                     link's thread             session's threads
 *   send, receive, commit  -- request -->  Link
 *                                           |  Delivery
 *        receive()  <-------- Inbox  <------+
 *                               |
 *                               +----------------------------------> listener thread: onMessage, one at a time
 *                          Completions  ---------------------------> completion thread: onCompletion, in send order
 * }</pre>
 *
 * The link's thread only stores deliveries and signals; it never calls the application and never waits for it.
 */
@NullMarked
package org.restante.jms;

import org.jspecify.annotations.NullMarked;
