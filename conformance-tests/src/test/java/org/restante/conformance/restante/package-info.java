/** The fixtures for Restante itself, in memory and durable. */
@NullMarked
package org.restante.conformance.restante;

import org.jspecify.annotations.NullMarked;
