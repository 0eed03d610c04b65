/**
 * What stays: generations of snapshots, each a sorted set of rows in one MapDB file that is written once; the only user of
 * {@code org.mapdb}.
 *
 * <pre>
 *   begin(position) -> put, put, ... -> commit
 *       one new file:  snapshot-N.tmp -> force -> rename to snapshot-N.mapdb -> manifest-N -> force the directory
 *   newest()  ->  generation N if it verifies, else N-1, else none; what does not verify moves to quarantine/
 * </pre>
 */
@NullMarked
package org.restante.store;

import org.jspecify.annotations.NullMarked;
