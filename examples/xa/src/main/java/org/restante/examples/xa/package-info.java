/** A queue and a database in one transaction. */
@NullMarked
package org.restante.examples.xa;

import org.jspecify.annotations.NullMarked;
