package org.restante.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.restante.log.shared.Acceptance;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.Outcome;

/**
 * Looks for the owner at the end of the topic: the last records that are there, then those that come. A living owner names itself each
 * 500 ms, or each 5 s while it is busy. Stateless.
 *
 * <p>The trap: it reads from the middle of the log, where it cannot judge what was void before. So the answer is a hint; the server that
 * it names refuses clients if it is not the owner.
 */
final class OwnerLookup {

    private static final long BACK = 500;
    private static final int FETCH_BYTES = 1 << 20;
    private static final int WAIT_MILLIS = 100;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(6);

    private OwnerLookup() {}

    /** Null if there is no log, or nothing names its owner in time. */
    static @Nullable Claimant find(KafkaLogOptions options, LongSupplier nanos) throws IOException {
        try (KafkaClients clients = KafkaClients.open(options)) {
            if (!new LogTopic(options, clients).exists()) {
                return null;
            }
            Consumer<byte[], byte[]> consumer = clients.consumer("lookup", FETCH_BYTES, WAIT_MILLIS);
            try {
                return find(consumer, clients.partition(), nanos);
            } catch (UnknownTopicOrPartitionException e) {
                return null;
            } catch (KafkaException e) {
                throw KafkaProblem.ofRequest(options, "the owner of the log could not be looked up", e);
            } finally {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        }
    }

    private static @Nullable Claimant find(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, LongSupplier nanos) {
        List<TopicPartition> one = List.of(partition);
        long begin = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
        if (begin >= end) {
            return null;
        }
        consumer.seek(partition, Math.max(begin, end - BACK));
        Acceptance acceptance = Acceptance.ofTrimmedLog();
        Claimant found = null;
        long since = nanos.getAsLong();
        while (nanos.getAsLong() - since < PATIENCE && (found == null || consumer.position(partition) < end)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Claimant named = named(acceptance.offer(EntryScan.value(record)));
                found = named == null ? found : named;
            }
        }
        return found;
    }

    private static @Nullable Claimant named(Outcome outcome) {
        if (outcome instanceof Outcome.Claimed claimed) {
            return claimed.claimant();
        }
        return outcome instanceof Outcome.Alive alive ? alive.claimant() : null;
    }
}
