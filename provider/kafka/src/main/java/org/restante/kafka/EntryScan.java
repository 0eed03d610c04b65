package org.restante.kafka;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.restante.log.EntryVisitor;
import org.restante.log.shared.Acceptance;
import org.restante.log.shared.Outcome;

/**
 * Reads accepted entries from a mark on. Owned by one thread, except {@link #wake}.
 *
 * <p>What was trimmed since the mark was found is passed over: the scan goes on at the first record that is there.
 */
final class EntryScan implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private Acceptance acceptance = Acceptance.ofTrimmedLog();
    private long next;
    private boolean skipped;

    EntryScan(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
    }

    void start(OffsetIndex.Mark mark) {
        boolean isFirstOfTrimmed =
                mark.point().store() == 0 && mark.offset() > 0; // else a claim comes before the first entry
        acceptance = isFirstOfTrimmed ? Acceptance.ofTrimmedLog() : Acceptance.from(mark.point());
        next = mark.offset();
        skipped = false;
        consumer.seek(partition, next);
    }

    /** The offset of the next record. */
    long next() {
        return next;
    }

    /** The offset behind the last record that can be read. */
    long end() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, next);
    }

    /** Whether records were passed over because they are gone. */
    boolean hasSkipped() {
        return skipped;
    }

    /**
     * Visits the entries that one fetch brings, at most up to the record at this offset.
     *
     * @return false if the visitor has enough; the scan can go on behind what it has visited
     */
    boolean poll(Duration timeout, long upTo, EntryVisitor visitor) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                if (record.offset() >= upTo) {
                    next = upTo;
                    return true;
                }
                next = record.offset() + 1;
                if (acceptance.offer(value(record)) instanceof Outcome.Entry entry
                        && !visitor.visit(entry.position(), entry.bytes())) {
                    consumer.seek(partition, next);
                    return false;
                }
            }
            next = Math.max(next, consumer.position(partition));
        } catch (LogTruncationException e) {
            throw e;
        } catch (OffsetOutOfRangeException e) {
            skipTrimmed(e);
        }
        return true;
    }

    private void skipTrimmed(OffsetOutOfRangeException failure) {
        long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (begin <= next) {
            throw failure;
        }
        acceptance = Acceptance.ofTrimmedLog();
        next = begin;
        skipped = true;
        consumer.seek(partition, next);
    }

    /** The bytes of a record; a record without any is none of a log. */
    static byte[] value(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        return value == null ? new byte[0] : value;
    }

    /** Ends a wait for records with an exception, now or in the next call. Any thread may call. */
    void wake() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
