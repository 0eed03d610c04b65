package org.restante.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the clients of Kafka with the settings that the log depends on, and asks its admin client. Any thread may use it.
 *
 * <p>The trap: a request of Kafka's admin client to a node that does not answer lasts as long as the whole call, whatever the request
 * timeout is. So a call has {@value #CALL_MILLIS} ms and is tried again: the next try may reach another node.
 */
final class KafkaClients implements AutoCloseable {

    private static final int REQUEST_MILLIS = 2_000;
    private static final int CALL_MILLIS = 3_000;
    static final int TRIES = 4;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int RECONNECT_MILLIS = 500;
    /** More than the producer counts for the header of a batch, of its record, and for lengths: 87. */
    private static final int BATCH_OVERHEAD = 128;

    private static final int MAX_BATCH = 256 << 10;

    private final KafkaLogOptions options;
    private final TopicPartition partition;
    private final AtomicInteger made = new AtomicInteger();
    private final Admin admin;

    private KafkaClients(KafkaLogOptions options, Admin admin) {
        this.options = options;
        this.partition = new TopicPartition(options.topic(), 0);
        this.admin = admin;
    }

    /** @throws IOException if the settings make no client, or no name of a node is known */
    static KafkaClients open(KafkaLogOptions options) throws IOException {
        Map<String, Object> settings = new HashMap<>(options.client());
        settings.put("client.id", "restante-" + options.name() + "-admin");
        settings.put("request.timeout.ms", REQUEST_MILLIS);
        settings.put("default.api.timeout.ms", CALL_MILLIS);
        putCommon(settings);
        try {
            return new KafkaClients(options, Admin.create(settings));
        } catch (KafkaException e) {
            throw KafkaProblem.ofRequest(options, "no client could be made", e);
        }
    }

    private static void putCommon(Map<String, Object> settings) {
        settings.put("enable.metrics.push", false);
        settings.put("metric.reporters", "");
        settings.put("reconnect.backoff.ms", 50);
        settings.put("reconnect.backoff.max.ms", RECONNECT_MILLIS);
        settings.put("retry.backoff.ms", 50);
        settings.put("retry.backoff.max.ms", RECONNECT_MILLIS);
        settings.put("socket.connection.setup.timeout.ms", REQUEST_MILLIS);
        settings.put("socket.connection.setup.timeout.max.ms", REQUEST_MILLIS);
    }

    TopicPartition partition() {
        return partition;
    }

    Admin admin() {
        return admin;
    }

    /** A request of the admin client, made again for each try. */
    interface Call<T> {
        KafkaFuture<T> make();
    }

    /**
     * The answer to a request; tried a few times, in which the cluster may answer again, and its nodes agree: one that was made
     * elsewhere just now may not know a topic yet.
     */
    <T> T ask(String what, Call<T> call) throws IOException {
        return ask(what, TRIES, call);
    }

    /** The answer to a request, which is tried so often where a node does not know the topic. */
    <T> T ask(String what, int triesIfUnknown, Call<T> call) throws IOException {
        Throwable last = null;
        for (int tried = 1; tried <= TRIES; tried++) {
            try {
                return call.make().get(2L * CALL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                last = e.getCause() == null ? e : e.getCause();
                boolean isUnknown = last instanceof UnknownTopicOrPartitionException;
                if (!(last instanceof RetriableException) || (isUnknown && tried >= triesIfUnknown)) {
                    throw KafkaProblem.ofRequest(options, what, last);
                }
            } catch (TimeoutException e) {
                last = e;
            } catch (KafkaException e) {
                throw KafkaProblem.ofRequest(options, what, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while waiting for Kafka: " + what, e);
            }
            LockSupport.parkNanos(FIRST_PAUSE_NANOS << tried);
        }
        throw KafkaProblem.ofRequest(options, what, last);
    }

    /**
     * A consumer of the partition, without a group and without a place yet.
     *
     * @param fetchBytes what one fetch brings
     * @param waitMillis how long a fetch at the end of the log waits for more
     */
    Consumer<byte[], byte[]> consumer(String role, int fetchBytes, int waitMillis) throws IOException {
        Map<String, Object> settings = new HashMap<>(options.client());
        settings.put("client.id", "restante-" + options.name() + "-" + role + "-" + made.incrementAndGet());
        settings.remove("group.id");
        settings.remove("group.instance.id");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none"); // another value would hide that the log was cut
        settings.put("allow.auto.create.topics", false);
        settings.put("isolation.level", "read_uncommitted"); // the same records for all, whoever has a transaction open
        settings.put("check.crcs", true);
        settings.put("fetch.min.bytes", 1);
        settings.put("fetch.max.wait.ms", waitMillis);
        settings.put("max.partition.fetch.bytes", fetchBytes);
        settings.put("max.poll.records", 1_000);
        settings.put("request.timeout.ms", REQUEST_MILLIS + waitMillis);
        settings.put("default.api.timeout.ms", CALL_MILLIS);
        putCommon(settings);
        try {
            Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.assign(List.of(partition));
            return consumer;
        } catch (KafkaException e) {
            throw KafkaProblem.ofRequest(options, "no consumer could be made", e);
        }
    }

    /** The largest value of a record, where a batch has at most so many bytes. */
    static int maxRecord(int maxBatch) {
        return maxBatch - BATCH_OVERHEAD;
    }

    /** The producer of one epoch. It sends a record again by itself, in order and once, until the timeout of an append. */
    Producer<byte[], byte[]> producer(int maxBatch) throws IOException {
        Map<String, Object> settings = new HashMap<>(options.client());
        settings.put("client.id", "restante-" + options.name() + "-owner-" + made.incrementAndGet());
        settings.remove("transactional.id");
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("max.in.flight.requests.per.connection", 5);
        settings.put("retries", Integer.MAX_VALUE);
        settings.put("linger.ms", 0);
        settings.put("delivery.timeout.ms", (int) options.appendTimeout().toMillis());
        settings.put("request.timeout.ms", REQUEST_MILLIS);
        settings.put("max.block.ms", CALL_MILLIS);
        settings.put("compression.type", "none");
        settings.put("batch.size", Math.min(MAX_BATCH, maxBatch));
        settings.put("max.request.size", maxBatch);
        settings.put("buffer.memory", 2 * options.queueLimit() + maxBatch);
        putCommon(settings);
        try {
            return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw KafkaProblem.ofRequest(options, "no producer could be made", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
