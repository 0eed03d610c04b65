/** The prompt at a terminal, and scripts; the only package that uses JLine. */
@NullMarked
package org.restante.shell.prompt;

import org.jspecify.annotations.NullMarked;
