/** A fixture to start from when another provider is to be tested. */
@NullMarked
package org.restante.conformance.sample;

import org.jspecify.annotations.NullMarked;
