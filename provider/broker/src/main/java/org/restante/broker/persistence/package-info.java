/**
 * Between state and log: appends decisions, holds replies until their changes are kept, reads envelopes back, writes snapshots
 * and recovers from them.
 *
 * <pre>
 *   Decisions.begin ---> Decision ---> Ledger.append ---> ChangeCodec ---> Log
 *                                          | gate n
 *   Replies.hold(n, answer) ---------------+---> the answer is given when the log has kept n
 *   Recovery: newest snapshot (SnapshotRows) ---> the log behind it (ChangeCodec) ---> State.apply
 * </pre>
 */
@NullMarked
package org.restante.broker.persistence;

import org.jspecify.annotations.NullMarked;
