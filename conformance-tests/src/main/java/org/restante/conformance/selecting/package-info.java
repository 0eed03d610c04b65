/** Message selectors (section 3.8). */
@NullMarked
package org.restante.conformance.selecting;

import org.jspecify.annotations.NullMarked;
