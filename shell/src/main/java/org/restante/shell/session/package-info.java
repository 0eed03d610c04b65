/** One visit to a broker: which one, as whom, what is held and what transaction is open. */
@NullMarked
package org.restante.shell.session;

import org.jspecify.annotations.NullMarked;
