/** Completion scripts and manual pages, generated from the definitions of the commands. */
@NullMarked
package org.restante.shell.manual;

import org.jspecify.annotations.NullMarked;
