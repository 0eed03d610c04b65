package org.restante.benchmarks.comparison;

import jakarta.jms.ConnectionFactory;

/**
 * What a load program gets.
 *
 * @param listeners whether consumers are listeners; otherwise threads call receive
 * @param warmMillis length of the part that does not count
 * @param millis length of the measured part
 * @param size number of messages, or of queues, of a load that has a fixed size
 * @param window the most messages of a stream that are sent and not yet received
 */
record Trial(
        ConnectionFactory connections,
        CpuClock cpu,
        boolean listeners,
        long warmMillis,
        long millis,
        int size,
        int window) {}
