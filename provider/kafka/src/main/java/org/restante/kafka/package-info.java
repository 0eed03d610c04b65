/** The log of a broker as the only partition of an Apache Kafka topic. */
@NullMarked
package org.restante.kafka;

import org.jspecify.annotations.NullMarked;
