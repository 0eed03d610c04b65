/**
 * A {@link org.restante.link.Link} over a socket: versions, frames, heartbeat, TLS.
 *
 * <pre>{@code
 *   Request --> WireCodec --> frame --> socket --> frame --> WireCodec --> Request
 *   Reply, Event  <-- in the other direction --
 * }</pre>
 */
@NullMarked
package org.restante.tcp;

import org.jspecify.annotations.NullMarked;
