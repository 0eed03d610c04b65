/**
 * Measures Restante from the outside, through jakarta.jms, beside the limit of the disk and beside its peers.
 *
 * <p>Each class with a {@code main} is one measurement; README.md of this module says what they found and how to run them.
 */
@NullMarked
package org.restante.benchmarks;

import org.jspecify.annotations.NullMarked;
