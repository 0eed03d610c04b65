/** Shows which tests of the suite cover which section of the specification, in {@code docs/conformance.md}. */
@NullMarked
package org.restante.conformance.table;

import org.jspecify.annotations.NullMarked;
