package org.restante.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.restante.link.Reason;

/**
 * The topic of a log: made with the settings that a log needs, and checked for them. Any thread may use it.
 *
 * <p>The trap: Kafka's defaults lose a log. Records go after seven days, an append is confirmed by one node, and a topic that somebody
 * only mentions comes into being with these settings.
 */
final class LogTopic {

    /** Less than this holds too little of an entry in each record. */
    private static final int MIN_BATCH = 4 << 10;

    private static final int MAX_BATCH = 16 << 20;

    /** What a log needs, whatever the cluster's defaults are. */
    private static final Map<String, String> REQUIRED = required();

    private final KafkaLogOptions options;
    private final KafkaClients clients;
    private @Nullable Uuid id;

    LogTopic(KafkaLogOptions options, KafkaClients clients) {
        this.options = options;
        this.clients = clients;
    }

    private static Map<String, String> required() {
        Map<String, String> required = new LinkedHashMap<>();
        required.put("cleanup.policy", "delete");
        required.put("retention.ms", "-1");
        required.put("retention.bytes", "-1");
        required.put("unclean.leader.election.enable", "false");
        required.put("remote.storage.enable", "false");
        return required;
    }

    /** Makes the topic if it is not there. */
    synchronized void makeIfMissing() throws IOException {
        if (exists(1)) {
            return;
        }
        if (options.store() == 0) {
            make();
            exists(KafkaClients.TRIES); // until the nodes have heard of it
        } else if (!exists(KafkaClients.TRIES)) {
            throw new IOException(
                    "Log '" + options.name() + "' on Kafka at " + options.bootstrap() + " is gone: there is no topic "
                            + options.topic() + ". Either it has been deleted, or bootstrap leads to another cluster");
        }
    }

    private void make() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(REQUIRED);
        settings.put("min.insync.replicas", Integer.toString(options.minInSync()));
        settings.put(
                "message.timestamp.type", "LogAppendTime"); // a clock of ours that is set would have records refused
        settings.put("segment.bytes", Integer.toString(Math.max(options.segmentSize(), 64 << 20)));
        NewTopic topic = new NewTopic(options.topic(), Optional.of(1), Optional.of((short) options.replicas()))
                .configs(settings);
        try {
            clients.ask(
                    "topic " + options.topic() + " could not be made",
                    () -> clients.admin().createTopics(List.of(topic)).all());
        } catch (IOException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Whether there is a topic now. */
    boolean exists() throws IOException {
        return exists(1);
    }

    private boolean exists(int tries) throws IOException {
        try {
            clients.ask(
                    "topic " + options.topic() + " could not be looked up",
                    tries,
                    () -> clients.admin()
                            .describeTopics(List.of(options.topic()))
                            .allTopicNames());
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * What the cluster says of the topic.
     *
     * @param id the identifier of the topic in its cluster
     * @param maxBatch the bytes of the largest batch that it takes
     * @param begin the offset of the first record that is there
     * @param end the offset behind the last record that can be read
     */
    record Inspection(String id, int maxBatch, long begin, long end) {}

    /**
     * A setting with which a log would lose entries.
     *
     * @param wrong its name and its value
     * @param right what to set
     */
    record Mismatch(String wrong, String right) {}

    /** The answers to the requests of an inspection, made at once: while a node is frozen, each may take its time. */
    private record Answers(
            KafkaFuture<TopicDescription> description,
            KafkaFuture<Config> settings,
            KafkaFuture<ListOffsetsResultInfo> begin,
            KafkaFuture<ListOffsetsResultInfo> end) {

        KafkaFuture<Answers> all() {
            return KafkaFuture.allOf(description, settings, begin, end).thenApply(done -> this);
        }
    }

    /**
     * Checks the settings.
     *
     * @throws IOException if a setting would lose entries; names each, and what to set
     */
    synchronized Inspection inspect() throws IOException {
        try {
            Answers answers = clients.ask(
                    "topic " + options.topic() + " and its settings could not be looked up",
                    () -> request().all());
            TopicDescription found = answers.description().get();
            int maxBatch = check(found, answers.settings().get());
            return new Inspection(
                    found.topicId().toString(),
                    maxBatch,
                    answers.begin().get().offset(),
                    answers.end().get().offset());
        } catch (ExecutionException e) {
            throw new IOException("Topic " + options.topic() + " could not be looked up: " + Reason.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for Kafka", e);
        }
    }

    private Answers request() {
        Admin admin = clients.admin();
        TopicPartition partition = clients.partition();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, options.topic());
        return new Answers(
                admin.describeTopics(List.of(options.topic()))
                        .allTopicNames()
                        .thenApply(found -> Objects.requireNonNull(found.get(options.topic()))),
                admin.describeConfigs(List.of(resource))
                        .all()
                        .thenApply(found -> Objects.requireNonNull(found.get(resource))),
                admin.listOffsets(Map.of(partition, OffsetSpec.earliest())).partitionResult(partition),
                admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition));
    }

    private int check(TopicDescription found, Config settings) throws IOException {
        if (id != null && !id.equals(found.topicId())) {
            throw new IOException("Topic " + options.topic() + " on Kafka at " + options.bootstrap()
                    + " has been deleted and made anew; what the log held is gone");
        }
        id = found.topicId();
        List<Mismatch> mismatches = mismatches(options, found, settings);
        if (!mismatches.isEmpty()) {
            throw new IOException(
                    "Topic " + options.topic() + " on Kafka at " + options.bootstrap() + " cannot hold a log: "
                            + mismatches.stream().map(Mismatch::wrong).collect(Collectors.joining(", ")) + ". Set "
                            + mismatches.stream().map(Mismatch::right).collect(Collectors.joining(", "))
                            + " (kafka-configs.sh --alter --entity-type topics --entity-name " + options.topic()
                            + " --add-config ...)");
        }
        return Math.min(maxBatch(settings), MAX_BATCH);
    }

    /** The settings with which a log would lose entries; none if it can be held. */
    static List<Mismatch> mismatches(KafkaLogOptions options, TopicDescription found, Config settings) {
        List<Mismatch> all = new ArrayList<>();
        REQUIRED.forEach((key, value) -> {
            ConfigEntry entry = settings.get(key);
            if (entry != null && !value.equals(entry.value())) {
                all.add(new Mismatch(key + " is " + entry.value(), key + "=" + value));
            }
        });
        checkReplicas(options, found, number(settings, "min.insync.replicas"), all);
        int maxBatch = maxBatch(settings);
        if (maxBatch < MIN_BATCH) {
            all.add(new Mismatch("max.message.bytes is " + maxBatch, "max.message.bytes=1048588"));
        }
        return all;
    }

    static int maxBatch(Config settings) {
        return number(settings, "max.message.bytes");
    }

    private static void checkReplicas(
            KafkaLogOptions options, TopicDescription found, int minInSync, List<Mismatch> all) {
        if (found.partitions().size() != 1) {
            all.add(new Mismatch(
                    "partitions are " + found.partitions().size(),
                    "another name of the log, or delete the topic so that it is made with one partition"));
        }
        int replicas = found.partitions().get(0).replicas().size();
        if (replicas < options.replicas()) {
            all.add(new Mismatch(
                    "replicas are " + replicas,
                    "its replicas to " + options.replicas() + " nodes (kafka-reassign-partitions.sh)"));
        }
        boolean isFew = minInSync < options.minInSync();
        boolean isAll = replicas > 1 && minInSync >= replicas;
        if (isFew || isAll) {
            all.add(new Mismatch(
                    "min.insync.replicas is " + minInSync + " of " + replicas,
                    "min.insync.replicas=" + options.minInSync()));
        }
    }

    static int number(Config settings, String key) {
        ConfigEntry entry = settings.get(key);
        return entry == null || entry.value() == null ? 0 : Integer.parseInt(entry.value());
    }
}
