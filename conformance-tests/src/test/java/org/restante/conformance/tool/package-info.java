/** The tests of the program that runs the suite. */
@NullMarked
package org.restante.conformance.tool;

import org.jspecify.annotations.NullMarked;
