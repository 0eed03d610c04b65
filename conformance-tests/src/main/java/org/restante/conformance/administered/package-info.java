/** Chapter 5: connection factories and destinations as objects that an administrator keeps. */
@NullMarked
package org.restante.conformance.administered;

import org.jspecify.annotations.NullMarked;
