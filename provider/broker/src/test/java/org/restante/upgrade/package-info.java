/** Tests that a data directory of an earlier build still opens, through the standard API and {@code admin}. */
@NullMarked
package org.restante.upgrade;

import org.jspecify.annotations.NullMarked;
