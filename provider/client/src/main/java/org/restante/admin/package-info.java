/** The administration of a broker, for operators, over a {@link org.restante.link.Link} of its own. */
@NullMarked
package org.restante.admin;

import org.jspecify.annotations.NullMarked;
