/**
 * The threads of Restante: each is made here, so each has a name, and an error that ends it is logged.
 */
@NullMarked
package org.restante.thread;

import org.jspecify.annotations.NullMarked;
