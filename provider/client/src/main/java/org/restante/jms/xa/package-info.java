/** Distributed transactions (section 11.3): connections and sessions whose work a transaction manager commits. */
@NullMarked
package org.restante.jms.xa;

import org.jspecify.annotations.NullMarked;
