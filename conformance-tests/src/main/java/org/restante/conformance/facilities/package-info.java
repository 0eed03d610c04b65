/** Durability, the domain-specific interfaces, and features that providers share beyond the specification (chapter 9). */
@NullMarked
package org.restante.conformance.facilities;

import org.jspecify.annotations.NullMarked;
