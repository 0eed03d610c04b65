/**
 * Puts a broker together: its configuration, its start and stop, and the {@code vm:} links to it.
 *
 * <p>An application need not call anything here: the first connection to a {@code vm:} URI starts the broker. {@link
 * org.restante.Restante} is for those who want to hold it themselves.
 */
@NullMarked
package org.restante;

import org.jspecify.annotations.NullMarked;
