/**
 * The requests, replies and events between a client and a broker, as immutable values, and the
 * {@link org.restante.link.Link} that carries them.
 *
 * <pre>{@code
 *   client  --- Request --->  broker      each request has one Reply, in its own time
 *           <--  Reply  ---
 *           <--  Event  ---               deliveries and the end of the link, unasked
 * }</pre>
 */
@NullMarked
package org.restante.link;

import org.jspecify.annotations.NullMarked;
