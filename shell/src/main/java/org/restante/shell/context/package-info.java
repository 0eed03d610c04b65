/** Connections by name: adding, using, listing and removing them. */
@NullMarked
package org.restante.shell.context;

import org.jspecify.annotations.NullMarked;
