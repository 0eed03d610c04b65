/** Chapter 5: connection factories and destinations as administered objects in a JNDI directory. */
@NullMarked
package org.restante.conformance.administered;

import org.jspecify.annotations.NullMarked;
