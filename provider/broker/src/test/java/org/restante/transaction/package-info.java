/** Tests of distributed transactions with a real transaction manager, which is killed on its way. */
@NullMarked
package org.restante.transaction;

import org.jspecify.annotations.NullMarked;
