/** Parses and evaluates message selectors (Jakarta Messaging 3.1, section 3.8.1). */
@NullMarked
package org.restante.selector;

import org.jspecify.annotations.NullMarked;
