/** Damages data directories at rest, anywhere, and checks what a broker still makes of them. */
@NullMarked
package org.restante.damage;

import org.jspecify.annotations.NullMarked;
