/**
 * The shell: commands to publish, subscribe, poll and acknowledge; it uses only jakarta.jms and admin.
 *
 * <pre>
 *   Main ── arguments ──► Commands ──► one command, then its ShellSession is closed
 *     └──── none ───────► Prompt ────► the same Commands, line by line, on one ShellSession
 *           source FILE ─►
 *
 *   terminal ◄── output ◄── session ◄── content ◄──┬── message, administration, context ──┬── prompt ◄── Main
 *                                                └── bench, manual, server ─────────────┘
 * </pre>
 */
@NullMarked
package org.restante.shell;

import org.jspecify.annotations.NullMarked;
