package org.restante.benchmarks;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Message bodies with a producer number and a sequence number, and a check that each sequence arrives once and in order. */
final class NumberedBodies {

    private final Map<Integer, Integer> next = new HashMap<>();
    private long received;
    private long outOfOrder;

    static byte[] body(int bytes, int producer, int number) {
        return ByteBuffer.allocate(bytes).putInt(producer).putInt(number).array();
    }

    /** Checks and counts a received body. */
    void check(byte[] body) {
        ByteBuffer fields = ByteBuffer.wrap(body);
        int producer = fields.getInt();
        int number = fields.getInt();
        received++;
        if (next.merge(producer, 1, Integer::sum) - 1 != number) {
            outOfOrder++;
        }
    }

    long received() {
        return received;
    }

    /** The number of messages that were not the next of their producer: after a loss, a duplicate or a change of order. */
    long outOfOrder() {
        return outOfOrder;
    }
}
