/**
 * What stays: generations of snapshots, each a sorted set of rows in one MapDB file that is written once; the only user of
 * {@code org.mapdb}.
 *
 * <pre>
 *   begin(position) -> put, put, ... -> commit
 *       rows -> MapDB's sorted map -> pages with a checksum each -> snapshot-N.tmp, footer last -> force
 *       -> read back -> rename to snapshot-N.mapdb -> force the directory -> remove what is older than N-1
 *   newest()  ->  generation N if it verifies, else N-1, else none; what does not verify moves to quarantine/
 * </pre>
 */
@NullMarked
package org.restante.store;

import org.jspecify.annotations.NullMarked;
