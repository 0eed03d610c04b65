/** The session with a broker: its connections and credentials, the held messages and the open transaction. */
@NullMarked
package org.restante.shell.session;

import org.jspecify.annotations.NullMarked;
