/**
 * Assembles a broker: its configuration, its start and stop, and the {@code vm:} links to it.
 *
 * <p>An application need not call anything here: the first connection to a {@code vm:} URI starts the broker. {@link
 * org.restante.Restante} keeps it running without connections.
 */
@NullMarked
package org.restante;

import org.jspecify.annotations.NullMarked;
