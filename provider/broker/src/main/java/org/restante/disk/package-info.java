/**
 * Directories and files as the log and the snapshots use them: an interface that tests replace by faulty disks, the lock that
 * one process holds, and permissions for the owner only.
 */
@NullMarked
package org.restante.disk;

import org.jspecify.annotations.NullMarked;
