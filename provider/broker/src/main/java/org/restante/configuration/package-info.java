/**
 * The server's one file of configuration: its keys, what each means, its standard value, and a strict reader.
 *
 * <p>It knows what a file may say, not what is done with it. {@link org.restante.configuration.Keys} is the list.
 */
@NullMarked
package org.restante.configuration;

import org.jspecify.annotations.NullMarked;
