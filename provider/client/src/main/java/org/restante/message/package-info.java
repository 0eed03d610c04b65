/**
 * Immutable message values and their encoding, which is identical on the wire and on disk.
 *
 * <p>An {@link org.restante.message.Envelope} is encoded once, by the producer's session; every later step passes on
 * the same bytes. Only headers are decoded on the way; properties and body are decoded at the first access.
 */
@NullMarked
package org.restante.message;

import org.jspecify.annotations.NullMarked;
