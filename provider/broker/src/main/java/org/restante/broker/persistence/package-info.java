/**
 * Between state and log: appends decisions, holds replies until their decisions are kept, reads envelopes back, writes snapshots
 * and recovers from them. An entry is <i>kept</i> when the log has written it, and synced it if the decision asked for a sync.
 *
 * <pre>
 *   Decisions.begin ---> Decision ---> Ledger.append ---> ChangeCodec ---> Log
 *                                          | gate n
 *   Replies.hold(n, answer) ---------------+---> the answer is completed when the log has kept n
 *   Recovery: newest snapshot (SnapshotRows) ---> the log behind it (ChangeCodec) ---> State.apply
 * </pre>
 */
@NullMarked
package org.restante.broker.persistence;

import org.jspecify.annotations.NullMarked;
