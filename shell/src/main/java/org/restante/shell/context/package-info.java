/** Contexts, which are named connections: the command that lists, adds, uses and removes them. */
@NullMarked
package org.restante.shell.context;

import org.jspecify.annotations.NullMarked;
