package org.restante.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.restante.kafka.cluster.KafkaCluster;

/** Handles on one log in a topic of its own in the cluster that the tests share, small enough that a test fills it. */
final class TestLogs {

    /** Of whatever is not meant to fail: the nodes and the tests may have to wait for a machine with other work. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    private static final AtomicInteger MADE = new AtomicInteger();
    private static final SplittableRandom RANDOM =
            new SplittableRandom(ProcessHandle.current().pid());

    private final KafkaCluster cluster;
    private final String name = "log-" + MADE.incrementAndGet();

    TestLogs() {
        try {
            cluster = KafkaCluster.shared();
            cluster.heal();
        } catch (IOException e) {
            throw new AssertionError("no cluster", e);
        }
    }

    KafkaCluster cluster() {
        return cluster;
    }

    String topic() {
        return name + ".0";
    }

    KafkaLogOptions options() {
        return KafkaLogOptions.of(name, cluster.bootstrap())
                .withSizes(256 << 10, 4 << 20, 64 << 20)
                .withAppendTimeout(PATIENCE);
    }

    /** Makes the topic as a log makes it, except for these settings. */
    void makeTopic(Map<String, String> settings) throws IOException {
        open(options()).close();
        change(settings);
    }

    /** Changes settings of the topic; returns when each node has them. */
    void change(Map<String, String> settings) throws IOException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic());
        List<AlterConfigOp> changes = new ArrayList<>();
        settings.forEach(
                (key, value) -> changes.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
        KafkaCluster.get(cluster.admin()
                .incrementalAlterConfigs(Map.of(resource, changes))
                .all());
        Awaitility.await("settings known").until(() -> isKnown(resource, settings));
    }

    private boolean isKnown(ConfigResource resource, Map<String, String> settings) throws IOException {
        Config found = KafkaCluster.get(
                        cluster.admin().describeConfigs(List.of(resource)).all())
                .get(resource);
        return settings.entrySet().stream()
                .allMatch(
                        each -> each.getValue().equals(found.get(each.getKey()).value()));
    }

    /** An offset of the topic's partition. */
    long offset(OffsetSpec which) throws IOException {
        TopicPartition partition = new TopicPartition(topic(), 0);
        return KafkaCluster.get(
                        cluster.admin().listOffsets(Map.of(partition, which)).all())
                .get(partition)
                .offset();
    }

    /** A producer of another program. */
    KafkaProducer<byte[], byte[]> producer(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", cluster.bootstrap());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Appends records that another program has written; returns when they are there. */
    void appendForeign(byte[]... values) throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(topic(), 0, null, value)).get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException("no record was appended to " + topic(), e);
        }
    }

    KafkaLog open() throws IOException {
        return open(options());
    }

    static KafkaLog open(KafkaLogOptions options) throws IOException {
        synchronized (RANDOM) {
            return KafkaLog.open(options, RANDOM.split(), System::nanoTime);
        }
    }
}
