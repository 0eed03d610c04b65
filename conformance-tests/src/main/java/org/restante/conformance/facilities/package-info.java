/** Durability, the domain-specific interfaces and what providers share beyond the specification (chapters 9 and 10). */
@NullMarked
package org.restante.conformance.facilities;

import org.jspecify.annotations.NullMarked;
