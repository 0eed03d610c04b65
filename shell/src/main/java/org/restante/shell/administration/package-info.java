/** The commands of an operator, by Restante's administration. */
@NullMarked
package org.restante.shell.administration;

import org.jspecify.annotations.NullMarked;
