/** Chapter 10: the checked and the unchecked exceptions. */
@NullMarked
package org.restante.conformance.exceptions;

import org.jspecify.annotations.NullMarked;
