/** Completion scripts and manual pages, made from the definitions of the commands. */
@NullMarked
package org.restante.shell.manual;

import org.jspecify.annotations.NullMarked;
