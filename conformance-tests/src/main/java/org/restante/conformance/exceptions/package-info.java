/** Chapter 10: the two families of exceptions. */
@NullMarked
package org.restante.conformance.exceptions;

import org.jspecify.annotations.NullMarked;
