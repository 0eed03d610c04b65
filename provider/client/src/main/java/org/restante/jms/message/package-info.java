/** Messages and destinations as {@code jakarta.jms} has them, made from envelopes and addresses and turned into them. */
@NullMarked
package org.restante.jms.message;

import org.jspecify.annotations.NullMarked;
