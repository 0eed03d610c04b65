/** The messages and destinations of {@code jakarta.jms}, and their conversion to and from envelopes and addresses. */
@NullMarked
package org.restante.jms.message;

import org.jspecify.annotations.NullMarked;
