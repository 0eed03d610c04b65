/**
 * Generations of snapshots: each is a sorted set of rows in one MapDB file that is written once. This is the only package that uses
 * {@code org.mapdb}.
 *
 * <pre>
 *   begin(position) -> put, put, ... -> commit
 *       rows -> MapDB's sorted map -> pages with a checksum each -> snapshot-N.tmp, footer last -> force
 *       -> read back -> rename to snapshot-N.mapdb -> force the directory -> delete generations older than N-1
 *   newest()  ->  generation N if it verifies, else N-1, else none; a file that does not verify moves to quarantine/
 * </pre>
 */
@NullMarked
package org.restante.store;

import org.jspecify.annotations.NullMarked;
