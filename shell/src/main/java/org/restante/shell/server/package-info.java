/**
 * Runs a server in this process: its configuration from a file and the command line, its endpoints, its shutdown, its users. No other
 * part of the shell uses the classes of the broker.
 */
@NullMarked
package org.restante.shell.server;

import org.jspecify.annotations.NullMarked;
