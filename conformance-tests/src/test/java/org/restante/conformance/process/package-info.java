/** Brokers in processes of their own, which a fixture can stop and kill. */
@NullMarked
package org.restante.conformance.process;

import org.jspecify.annotations.NullMarked;
