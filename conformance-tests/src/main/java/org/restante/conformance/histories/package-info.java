/**
 * Producers and consumers at random, with restarts and kills of the provider, and the check of what they recorded.
 *
 * <pre>
 *   HistoriesTest -- seed --> Scenario: producers, consumers, outages, and a drain at the end
 *                                 |
 *                                 v events, in the order in which they were recorded
 *                              RecordedHistory
 *                                 |
 *                                 v
 *                            HistoryCheck --> the violations, each with the events of its message
 * </pre>
 */
@NullMarked
package org.restante.conformance.histories;

import org.jspecify.annotations.NullMarked;
