/**
 * Directories and files for the log and the snapshots: an interface that tests replace by a faulty disk, the exclusive lock on a
 * directory, and permissions for the owner only.
 */
@NullMarked
package org.restante.disk;

import org.jspecify.annotations.NullMarked;
