/**
 * Output formats for results: tables for people; JSON, CSV, raw values or templates for programs.
 *
 * <pre>
 *   command ── row ──► Results ── chosen by OutputOptions ──► Table | JsonRows | CsvRows | RawRows | FormattedRows ──► Screen
 * </pre>
 */
@NullMarked
package org.restante.shell.output;

import org.jspecify.annotations.NullMarked;
