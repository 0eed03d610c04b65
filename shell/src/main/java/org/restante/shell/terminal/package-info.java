/** What comes in from the user and goes out to the user: arguments' forms, lines, the screen, failures and exit codes. */
@NullMarked
package org.restante.shell.terminal;

import org.jspecify.annotations.NullMarked;
