package org.restante.kafka;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Records that this process has appended and the cluster has acknowledged, until all before them are known. Owned by whoever guards it.
 *
 * <p>Bounded by what the appends that are not confirmed yet may hold: each of its records is of one of those, or a sign of life.
 */
final class AcknowledgedRecords {

    private final ArrayDeque<Acknowledged> waiting = new ArrayDeque<>();

    private record Acknowledged(long offset, byte[] value) {}

    /** Takes the next record; its offset is larger than that of the one before. */
    void add(long offset, byte[] value) {
        waiting.add(new Acknowledged(offset, value));
    }

    /** The record at this offset, which is forgotten with all before it; null if it is not known. */
    byte @Nullable [] take(long offset) {
        Acknowledged head = waiting.peek();
        while (head != null && head.offset < offset) {
            waiting.remove();
            head = waiting.peek();
        }
        if (head == null || head.offset > offset) {
            return null;
        }
        waiting.remove();
        return head.value;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
