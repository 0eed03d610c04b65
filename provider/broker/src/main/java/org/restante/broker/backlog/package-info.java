/**
 * The messages of one queue or subscription in their order, packed where nobody looks.
 *
 * <pre>
 *   Backlog: a Run for each priority
 *      Run: Blocks of up to 256 messages, by sequence
 *         Block: MessageReference objects, or one array of PackedMessages (Columns), unpacked when asked
 * </pre>
 */
@NullMarked
package org.restante.broker.backlog;

import org.jspecify.annotations.NullMarked;
