/** Section 11.3: what a provider does for a transaction manager. */
@NullMarked
package org.restante.conformance.distributed;

import org.jspecify.annotations.NullMarked;
