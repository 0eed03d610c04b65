/** Measurements on three real nodes, each run by its name: {@code -Dtest=SendsBesideKafka}. */
package org.restante.kafka.measures;
