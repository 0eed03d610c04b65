/**
 * JMH microbenchmarks: each public class measures one step on the way of a message, by public types of client and broker.
 *
 * <p>{@code benchmarks/run micro} runs them; README.md of this module has the results.
 */
@NullMarked
package org.restante.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
