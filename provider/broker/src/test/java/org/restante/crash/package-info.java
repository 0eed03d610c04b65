/** Kills processes in the middle of their work, and checks what the next one finds. */
@NullMarked
package org.restante.crash;

import org.jspecify.annotations.NullMarked;
