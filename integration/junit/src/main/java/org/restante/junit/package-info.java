/**
 * Tests with JUnit Jupiter on a broker of their own, in memory: parameters of tests, a clock that the test moves, and assertions on
 * what became of messages. docs/testing.md shows it.
 *
 * <pre>
 *   &#64;RestanteTest --&gt; RestanteExtension --for a method or a class--&gt; TestBroker
 *                          |                                            | connectionFactory, context, admin
 *                          +--&gt; parameters of the test                  | clock: ManualClock
 *                                                                       +-&gt; assertThat(queue): DestinationAssert
 * </pre>
 */
@NullMarked
package org.restante.junit;

import org.jspecify.annotations.NullMarked;
