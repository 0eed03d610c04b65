/**
 * An Apache Kafka cluster on loopback for tests: nodes as processes of their own, which a test kills, freezes and starts again.
 */
@NullMarked
package org.restante.kafka.cluster;

import org.jspecify.annotations.NullMarked;
