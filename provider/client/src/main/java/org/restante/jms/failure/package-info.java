/** Translates refusals and failures of a link to the exceptions of Jakarta Messaging, checked and unchecked. */
@NullMarked
package org.restante.jms.failure;

import org.jspecify.annotations.NullMarked;
