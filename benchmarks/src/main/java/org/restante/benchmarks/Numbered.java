package org.restante.benchmarks;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Bodies that say who sent them and as which of theirs, and a check that each came once and in order. */
final class Numbered {

    private final Map<Integer, Integer> next = new HashMap<>();
    private long received;
    private long outOfOrder;

    static byte[] body(int bytes, int producer, int number) {
        return ByteBuffer.allocate(bytes).putInt(producer).putInt(number).array();
    }

    /** Takes note of a body received. */
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

    /** Messages that were not the next of their producer: lost, doubled or misplaced ones count here. */
    long outOfOrder() {
        return outOfOrder;
    }
}
