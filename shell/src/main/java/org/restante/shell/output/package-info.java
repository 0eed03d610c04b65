/**
 * How results are shown: as tables for people, as JSON, CSV, raw or formatted lines for programs.
 *
 * <pre>
 *   command ── row ──► Results ── chosen by Showing ──► Table | JsonRows | CsvRows | RawRows | FormattedRows ──► Screen
 * </pre>
 */
@NullMarked
package org.restante.shell.output;

import org.jspecify.annotations.NullMarked;
