/**
 * The requests of operators: listings, moves, purges, inspection; and the registry of consumers and subscriptions.
 *
 * <p>Bulk operations are done in parts, each a decision of bounded size; other requests run between the parts.
 */
@NullMarked
package org.restante.broker.administration;

import org.jspecify.annotations.NullMarked;
