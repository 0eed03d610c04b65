/** Chapter 2: the objects that several threads may use concurrently. */
@NullMarked
package org.restante.conformance.architecture;

import org.jspecify.annotations.NullMarked;
