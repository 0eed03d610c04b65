/** JNDI: a context made from properties, and references to administered objects. */
@NullMarked
package org.restante.jms.naming;

import org.jspecify.annotations.NullMarked;
