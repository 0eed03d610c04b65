/**
 * Monitoring of a broker: Micrometer meters; health, readiness and metrics over HTTP; a JMX bean.
 *
 * <pre>
 *   GET /metrics ----&gt; Endpoints ----&gt; PrometheusPage --+
 *   an application's MeterRegistry ---&gt; RestanteMetrics -+--&gt; Sampler ---&gt; Probe ---&gt; Admin ---&gt; the broker
 *   a JMX console ---&gt; BrokerBean -----------------------+     1 s          2 s
 *   GET /health, /ready ---------------------------------------------------^
 * </pre>
 *
 * <p>All parts use a link, as operators do, so a broker that does not answer is reported as not answering.
 */
@NullMarked
package org.restante.metrics;

import org.jspecify.annotations.NullMarked;
