/** Chapter 2: what may be used by several threads at a time. */
@NullMarked
package org.restante.conformance.architecture;

import org.jspecify.annotations.NullMarked;
