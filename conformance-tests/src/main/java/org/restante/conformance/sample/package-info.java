/** A sample fixture, as a starting point for the test of another provider. */
@NullMarked
package org.restante.conformance.sample;

import org.jspecify.annotations.NullMarked;
