/**
 * The messages of one queue or subscription, in the order of dispatch. Messages without recent access are packed into bytes.
 *
 * <pre>
 *   Backlog: a Run for each priority
 *      Run: Blocks of up to 256 messages, by sequence
 *         Block: loose MessageReference objects, and one PackedMessages (Columns), which a lookup unpacks
 * </pre>
 */
@NullMarked
package org.restante.broker.backlog;

import org.jspecify.annotations.NullMarked;
