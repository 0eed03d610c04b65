/** Generates {@code docs/conformance.md}: the sections of the specification and the tests that cover each section. */
@NullMarked
package org.restante.conformance.table;

import org.jspecify.annotations.NullMarked;
