/**
 * Immutable message values and their one byte encoding, the same on the wire and on disk.
 *
 * <p>An {@link org.restante.message.Envelope} is frozen once, by the producer's session; every later step hands on the same
 * bytes. Only headers are decoded on the way; properties and body wait until somebody asks.
 */
@NullMarked
package org.restante.message;

import org.jspecify.annotations.NullMarked;
