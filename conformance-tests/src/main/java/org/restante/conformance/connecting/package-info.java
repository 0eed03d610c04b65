/** Connections and sessions: lifecycle, acknowledgement, transactions, order (chapter 6). */
@NullMarked
package org.restante.conformance.connecting;

import org.jspecify.annotations.NullMarked;
