/** The prompt of a person at a terminal, and scripts; the only room that knows JLine. */
@NullMarked
package org.restante.shell.prompt;

import org.jspecify.annotations.NullMarked;
