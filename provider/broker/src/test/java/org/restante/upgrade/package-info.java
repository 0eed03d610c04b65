/** Tests, through {@code jakarta.jms} and {@code admin}, that this build opens the data directories of an earlier build. */
@NullMarked
package org.restante.upgrade;

import org.jspecify.annotations.NullMarked;
