/** Section 11.3: connections, sessions and resources for a transaction manager. */
@NullMarked
package org.restante.conformance.distributed;

import org.jspecify.annotations.NullMarked;
