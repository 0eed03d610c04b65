/** The commands that send, receive and show messages, by jakarta.jms alone where it suffices. */
@NullMarked
package org.restante.shell.message;

import org.jspecify.annotations.NullMarked;
