/**
 * Restante beside its peers: each load on each broker in turns, each turn in fresh JVMs, and the ratios as a table, JSON and a picture.
 *
 * <pre>
 *   PeerComparison -- for each row, round and broker --&gt; Turn
 *                                                        |  over tcp: a server JVM (CompetitorServer, or restante serve)
 *                                                        '--&gt; LoadProcess: a JVM with the load and, over vm, the broker
 *                                                               '--&gt; LoadProgram: MessageStream, RequestReply, ...
 * </pre>
 */
@NullMarked
package org.restante.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
