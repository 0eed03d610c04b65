/** What an operator asks of a broker and an application has no business with, over a {@link org.restante.link.Link} of its own. */
@NullMarked
package org.restante.admin;

import org.jspecify.annotations.NullMarked;
