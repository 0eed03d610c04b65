package org.restante.benchmarks.comparison;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Arrays;

/**
 * Counts messages and sums up a hash of their numbers: two sides with the same count and sum had the same messages, each once. Owned by
 * the thread of its producer or consumer.
 */
final class StreamCheck {

    private final long[] newest;
    private long count;
    private long sum;
    private long outOfOrder;

    StreamCheck(int producers) {
        newest = new long[producers];
        Arrays.fill(newest, -1);
    }

    /** Notes a message that was sent. */
    void sent(int producer, long number) {
        note(producer, number);
    }

    /** Notes a message that was received, by the numbers at the start of its body. */
    void received(Message message) throws JMSException {
        BytesMessage bytes = (BytesMessage) message;
        int producer = bytes.readInt();
        note(producer, bytes.readLong());
    }

    private void note(int producer, long number) {
        count++;
        sum += hash((long) producer << 48 | number);
        if (number <= newest[producer]) {
            outOfOrder++;
        }
        newest[producer] = number;
    }

    /** The finalizer of SplitMix64. */
    private static long hash(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Adds the messages of another thread, which has ended. */
    void add(StreamCheck other) {
        count += other.count;
        sum += other.sum;
        outOfOrder += other.outOfOrder;
    }

    /** Compares what was received with what was sent, and notes the difference as a mistake. */
    void compare(StreamCheck sent, Readings readings) {
        if (count != sent.count) {
            readings.mistake(count + " messages received of " + sent.count + " sent");
        } else if (sum != sent.sum) {
            readings.mistake("messages were lost and others came twice, of " + count);
        }
        if (outOfOrder > 0) {
            readings.mistake(outOfOrder + " of " + count + " messages came after a later one of their producer");
        }
    }
}
