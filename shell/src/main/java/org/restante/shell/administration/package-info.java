/** The commands for administration, by org.restante.admin. */
@NullMarked
package org.restante.shell.administration;

import org.jspecify.annotations.NullMarked;
