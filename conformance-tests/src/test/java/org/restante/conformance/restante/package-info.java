/** The fixtures for Restante: in memory, durable, over TCP and over TLS. */
@NullMarked
package org.restante.conformance.restante;

import org.jspecify.annotations.NullMarked;
