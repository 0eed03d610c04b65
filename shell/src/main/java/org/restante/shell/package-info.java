/**
 * The shell: publishes, subscribes, polls and acknowledges by hand; speaks jakarta.jms and admin only.
 *
 * <pre>
 *   Main ── arguments ──► Commands ──► one command, its Visit closed behind it
 *     └──── none ───────► Prompt ────► the same Commands, line by line, on one Visit that holds what was polled
 *           source FILE ─►
 *
 *   terminal ◄── output ◄── visit ◄── message, administration, context, bench, server, manual ◄── prompt ◄── Main
 * </pre>
 */
@NullMarked
package org.restante.shell;

import org.jspecify.annotations.NullMarked;
