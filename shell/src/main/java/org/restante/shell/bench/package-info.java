/**
 * Load tests of a provider: throughput and latencies.
 *
 * <pre>
 *   Bench ── BenchLoad ──► BenchRun ── starts ──► ProducerTask, ConsumerTask
 *                                                   │ each message
 *                                                   ▼
 *                                                Measure ──► Chart, while it runs; BenchReport, at its end
 * </pre>
 */
@NullMarked
package org.restante.shell.bench;

import org.jspecify.annotations.NullMarked;
