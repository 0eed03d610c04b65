/**
 * What an operator asks for: listings, moves, purges, inspection; and the registry of consumers and subscriptions.
 *
 * <p>Bulk operations go in parts, each a decision of bounded size, between which other requests get their turn.
 */
@NullMarked
package org.restante.broker.administration;

import org.jspecify.annotations.NullMarked;
