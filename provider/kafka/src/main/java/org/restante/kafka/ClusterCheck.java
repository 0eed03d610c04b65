package org.restante.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.SharedLogs.Finding;

/** Looks at a cluster, and says what a log on it needs and does not find. Changes nothing. Owned by its caller. */
final class ClusterCheck {

    /** What the processes of a log do with its topic. */
    private static final Set<AclOperation> NEEDED = EnumSet.of(
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.DELETE);

    private final KafkaLogOptions options;
    private final List<Finding> findings = new ArrayList<>();

    ClusterCheck(KafkaLogOptions options) {
        this.options = options;
    }

    List<Finding> run() {
        try (KafkaClients clients = KafkaClients.open(options)) {
            boolean mayCreate = cluster(clients);
            LogTopic topic = new LogTopic(options, clients);
            if (!topic.exists()) {
                willBeMade(mayCreate);
            } else {
                topic(clients);
                owner();
            }
        } catch (IOException e) {
            bad("cluster", String.valueOf(e.getMessage()));
        }
        return List.copyOf(findings);
    }

    private void good(String what, String text) {
        findings.add(new Finding(true, what, text));
    }

    private void bad(String what, String text) {
        findings.add(new Finding(false, what, text));
    }

    /** Returns whether topics may be made, as far as the cluster says. */
    private boolean cluster(KafkaClients clients) throws IOException {
        Collection<Node> nodes = clients.ask(
                "the cluster could not be looked up",
                () -> clients.admin().describeCluster().nodes());
        Set<AclOperation> allowed = clients.ask(
                "the cluster could not be looked up",
                () -> clients.admin()
                        .describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                        .authorizedOperations());
        String text = nodes.size() + " nodes answer at " + options.bootstrap();
        if (nodes.size() < options.replicas()) {
            bad(
                    "cluster",
                    text + "; the log needs " + options.replicas()
                            + ": start more, or set replicas in the URI, if it is a trial");
        } else {
            good("cluster", text);
        }
        return allowed == null || allowed.isEmpty() || allowed.contains(AclOperation.CREATE);
    }

    private void willBeMade(boolean mayCreate) {
        String text = options.topic() + " is not there; the first start makes it, with " + options.replicas()
                + " replicas, min.insync.replicas=" + options.minInSync() + ", and without retention";
        if (mayCreate) {
            good("topic", text);
        } else {
            bad(
                    "topic",
                    text + ". This user may not create topics of any name: give it Create on topic " + options.topic()
                            + ", or have it made with these settings");
        }
    }

    private void topic(KafkaClients clients) throws IOException {
        TopicDescription found = clients.ask(
                "topic " + options.topic() + " could not be looked up",
                () -> clients.admin()
                        .describeTopics(
                                List.of(options.topic()), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames()
                        .thenApply(all -> Objects.requireNonNull(all.get(options.topic()))));
        rights(found.authorizedOperations());
        replicas(found.partitions().get(0));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, options.topic());
        Config settings = clients.ask(
                "the settings of topic " + options.topic() + " could not be looked up",
                () -> clients.admin()
                        .describeConfigs(List.of(resource))
                        .all()
                        .thenApply((Map<ConfigResource, Config> all) -> Objects.requireNonNull(all.get(resource))));
        settings(found, settings);
    }

    private void settings(TopicDescription found, Config settings) {
        List<LogTopic.Mismatch> mismatches = LogTopic.mismatches(options, found, settings);
        for (LogTopic.Mismatch each : mismatches) {
            bad("setting", each.wrong() + " of topic " + options.topic() + "; set " + each.right());
        }
        if (mismatches.isEmpty()) {
            good(
                    "settings",
                    "topic " + options.topic() + " keeps all records; of its "
                            + found.partitions().get(0).replicas().size()
                            + " replicas " + LogTopic.number(settings, "min.insync.replicas")
                            + " must be in sync for an append");
            good(
                    "message size",
                    "max.message.bytes is " + LogTopic.maxBatch(settings)
                            + "; larger entries are cut into records of that size");
        }
    }

    private void rights(@Nullable Set<AclOperation> allowed) {
        if (allowed == null || allowed.isEmpty()) {
            good("rights", "the cluster does not say what this user may do");
            return;
        }
        Set<AclOperation> missing = EnumSet.copyOf(NEEDED);
        missing.removeAll(allowed);
        if (missing.isEmpty()) {
            good("rights", "this user may do with topic " + options.topic() + " what the log needs");
        } else {
            bad(
                    "rights",
                    "this user lacks "
                            + missing.stream().map(ClusterCheck::word).collect(Collectors.joining(", ")) + " on topic "
                            + options.topic() + "; add them (kafka-acls.sh)");
        }
    }

    private static String word(AclOperation operation) {
        StringBuilder word = new StringBuilder();
        for (String part : operation.name().split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return word.toString();
    }

    private void replicas(TopicPartitionInfo partition) {
        int inSync = partition.isr().size();
        String text = inSync + " of " + partition.replicas().size() + " replicas of topic " + options.topic()
                + " are in sync";
        if (inSync < options.minInSync()) {
            bad(
                    "replicas",
                    text + "; nothing can be appended until " + options.minInSync()
                            + " are: start the nodes that are down");
        } else if (partition.leader() == null) {
            bad("replicas", text + ", and none leads; start the nodes that are down");
        } else {
            good("replicas", text);
        }
    }

    private void owner() throws IOException {
        Claimant owner = OwnerLookup.find(options, System::nanoTime);
        good(
                "owner",
                owner == null
                        ? "nobody is known to own the log"
                        : "the last to own the log is '" + owner.node() + "' at " + owner.address());
    }
}
