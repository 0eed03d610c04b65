/**
 * The log of a broker as the only partition of an Apache Kafka topic, which several processes read and one of them owns. Kafka keeps and
 * replicates the records; which of them count, {@code org.restante.log.shared} decides.
 *
 * <pre>
 *   owner's thread --append--&gt; Appender: number, pieces --&gt; Kafka's producer --&gt; [ topic NAME.0 ]
 *                                                                                     |
 *   tail thread: each record, void or not, from a consumer  &lt;--------------------------+
 *     Acceptance: its own entries come back: stages complete; a newer claim: they fail
 *     OffsetIndex: position --&gt; offset, each 64 KiB
 *   reader thread: one entry, by the index, from a consumer of its own  &lt;--------------+
 *   replay, follow: on the caller's thread, from a consumer of its own  &lt;--------------+
 * </pre>
 */
@NullMarked
package org.restante.kafka;

import org.jspecify.annotations.NullMarked;
