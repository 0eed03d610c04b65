/**
 * Measures Restante from the outside, through jakarta.jms, and compares it with the limit of the disk and with its peers.
 *
 * <p>Each public class with a {@code main} is one measurement. README.md of this module has the results and the commands.
 */
@NullMarked
package org.restante.benchmarks;

import org.jspecify.annotations.NullMarked;
