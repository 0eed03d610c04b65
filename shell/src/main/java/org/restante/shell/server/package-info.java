/**
 * Runs a server in this process: its configuration from a file and the command line, its endpoints, its end, its users. The one
 * part of the shell that knows a broker from within.
 */
@NullMarked
package org.restante.shell.server;

import org.jspecify.annotations.NullMarked;
