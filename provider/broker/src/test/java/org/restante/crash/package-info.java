/** Crash tests: kill processes during their work, and check the messages that the next process finds. */
@NullMarked
package org.restante.crash;

import org.jspecify.annotations.NullMarked;
