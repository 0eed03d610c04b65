/** The commands that send, receive and show messages; they use administration only where jakarta.jms does not suffice. */
@NullMarked
package org.restante.shell.message;

import org.jspecify.annotations.NullMarked;
