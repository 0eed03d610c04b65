/** JNDI: a context of properties, and references to administered objects. */
@NullMarked
package org.restante.jms.naming;

import org.jspecify.annotations.NullMarked;
