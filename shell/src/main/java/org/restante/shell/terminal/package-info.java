/** Input from the user and output to the user: durations, lines, keys, the screen, failures and exit codes. */
@NullMarked
package org.restante.shell.terminal;

import org.jspecify.annotations.NullMarked;
