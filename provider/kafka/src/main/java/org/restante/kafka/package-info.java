/**
 * The log of a broker as the only partition of an Apache Kafka topic, which several processes read and one of them owns. Kafka keeps and
 * replicates the records; which of them count, {@code org.restante.log.shared} decides.
 *
 * <pre>
 *   owner's thread --append--> Appender: number, pieces --> Kafka's producer --> [ topic NAME.0 ]
 *                                                                                     |
 *   tail thread   <-- each record, void or not <-- Kafka's consumer &lt;-----------------+
 *     Acceptance: its own entries come back: stages complete; a newer claim: they fail
 *     OffsetIndex: position --> offset, each 64 KiB
 *   reader thread <-- one entry, by the index <-- a consumer of its own &lt;---------------+
 *   replay: on the caller's thread, a consumer of its own &lt;----------------------------+
 * </pre>
 */
@NullMarked
package org.restante.kafka;

import org.jspecify.annotations.NullMarked;
