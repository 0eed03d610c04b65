/**
 * Measures what a provider does under a load: messages a second, and how long each took.
 *
 * <pre>
 *   Bench ── Load ──► Run ── starts ──► Producing, Consuming ── each message ──► Measure ──► Chart, while it runs
 *                                                                                   └──────► Report, at its end
 * </pre>
 */
@NullMarked
package org.restante.shell.bench;

import org.jspecify.annotations.NullMarked;
