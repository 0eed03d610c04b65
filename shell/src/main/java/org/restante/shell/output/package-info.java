/**
 * Output formats for results: tables for people; JSON, CSV, raw values or templates for programs.
 *
 * <pre>
 *   command ── row ──► Results ──► Table | JsonRows | CsvRows | RawRows | FormattedRows, by OutputOptions ──► Screen
 * </pre>
 */
@NullMarked
package org.restante.shell.output;

import org.jspecify.annotations.NullMarked;
