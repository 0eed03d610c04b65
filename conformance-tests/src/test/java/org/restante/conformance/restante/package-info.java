/** The fixtures for Restante: in memory, durable, and over TCP. */
@NullMarked
package org.restante.conformance.restante;

import org.jspecify.annotations.NullMarked;
