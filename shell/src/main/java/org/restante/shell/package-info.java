/**
 * The shell: commands to publish, subscribe, poll and acknowledge; it uses only jakarta.jms and admin.
 *
 * <pre>
 *   Main ── arguments ──► Commands ──► one command, then its ShellSession is closed
 *     └──── none ───────► Prompt ────► the same Commands, line by line, on one ShellSession that holds polled messages
 *           source FILE ─►
 *
 *   terminal ◄── output ◄── session ◄── content ◄── message, administration, context, bench, server, manual ◄── prompt ◄── Main
 * </pre>
 */
@NullMarked
package org.restante.shell;

import org.jspecify.annotations.NullMarked;
