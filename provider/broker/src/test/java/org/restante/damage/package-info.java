/** Damage tests: damage closed data directories at random places, and check the messages that a broker recovers. */
@NullMarked
package org.restante.damage;

import org.jspecify.annotations.NullMarked;
