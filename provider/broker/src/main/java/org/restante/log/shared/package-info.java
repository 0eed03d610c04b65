/**
 * The records of a log that several processes share, and the rule by which each reader accepts or voids them. Free of any
 * transport: whoever has an ordered sequence of records can build a {@link org.restante.log.Log} on it.
 *
 * <pre>
 *   owner     entry --> OwnerSequence: number, position, pieces --> records --append--> [ shared order ]
 *   everybody [ shared order ] --record by record--> Acceptance --> Entry | Claimed | Alive | Trimmed | Partial | Voided
 *   owner     its own entry comes back accepted --> Confirmations --> the stage of its append completes
 *
 *   record    magic, checksum, store, epoch, number, position, kind, piece i of n, length of the entry, bytes
 * </pre>
 *
 * <p>Only the order of the records decides who owns the log and which entries exist; no clock and no lease does. Results of
 * appends decide nothing either: an append that failed may be in the log.
 */
@NullMarked
package org.restante.log.shared;

import org.jspecify.annotations.NullMarked;
