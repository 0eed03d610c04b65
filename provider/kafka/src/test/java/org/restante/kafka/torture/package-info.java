/** Brokers and nodes of Kafka that are killed and frozen under load, and what their clients see of it. */
package org.restante.kafka.torture;
