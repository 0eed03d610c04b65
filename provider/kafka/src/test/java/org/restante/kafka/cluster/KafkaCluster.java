package org.restante.kafka.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.restante.thread.Threads;

/**
 * Kafka nodes in KRaft mode, each broker and controller, as processes on loopback with folders of their own. Settings are those of a
 * cluster that fails over quickly: a session of 3 s, a replica lag of 4 s, requests of 2 s. Any thread may use it.
 *
 * <p>The trap: the nodes end with this process, but a test that fails in between leaves some frozen or dead. Who shares a cluster calls
 * {@link #heal} before each test.
 */
public final class KafkaCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SECONDS_OF_A_REQUEST = 10;
    /** Kafka's admin client gives a request to a frozen node this time, whatever the request timeout is. */
    private static final int MILLIS_OF_A_CALL = 3_000;

    /** Kept, so that its level is; Kafka's client logs each attempt to reach a node that is down. */
    private static final Logger CLIENT_LOG = Logger.getLogger("org.apache.kafka");

    static {
        CLIENT_LOG.setLevel(Level.SEVERE);
    }

    private static KafkaCluster shared;

    private final String id = Uuid.randomUuid().toString();
    private final List<KafkaNode> nodes = new ArrayList<>();
    private final Path folder;
    private final Thread atExit = Threads.lasting("kafka-cluster-end", this::end);
    private Admin admin;

    private final Map<String, String> client;

    private KafkaCluster(Path folder, Map<String, String> client) {
        this.folder = folder;
        this.client = client;
    }

    /** The cluster of three nodes that all tests of this process share; it ends with the process. */
    public static synchronized KafkaCluster shared() throws IOException {
        if (shared == null) {
            shared = start(3, Map.of(), Map.of());
        }
        return shared;
    }

    /**
     * Starts a cluster in a new temporary folder, and returns when all its nodes are in it.
     *
     * @param settings of all nodes, in place of those that a cluster has without them
     * @param client settings of {@link #admin}
     */
    public static KafkaCluster start(int count, Map<String, String> settings, Map<String, String> client)
            throws IOException {
        KafkaCluster cluster = new KafkaCluster(Files.createTempDirectory("restante-kafka"), client);
        Runtime.getRuntime().addShutdownHook(cluster.atExit);
        try {
            cluster.makeNodes(count, settings);
            for (KafkaNode node : cluster.nodes) {
                node.start();
            }
            cluster.awaitNodes();
        } catch (IOException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void makeNodes(int count, Map<String, String> settings) throws IOException {
        List<Integer> ports = Ports.free(2 * count);
        List<String> voters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            voters.add((i + 1) + "@127.0.0.1:" + ports.get(count + i));
        }
        for (int i = 0; i < count; i++) {
            Map<String, String> all = new HashMap<>(usual(count));
            all.put("controller.quorum.voters", String.join(",", voters));
            all.put(
                    "listeners",
                    "CLIENTS://127.0.0.1:" + ports.get(i) + ",CONTROLLERS://127.0.0.1:" + ports.get(count + i));
            all.putAll(settings);
            nodes.add(new KafkaNode(i + 1, ports.get(i), folder.resolve("node-" + (i + 1)), id, all));
        }
    }

    private static Map<String, String> usual(int count) {
        String replicas = Integer.toString(Math.min(count, 3));
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("controller.listener.names", "CONTROLLERS"),
                Map.entry("inter.broker.listener.name", "CLIENTS"),
                Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLERS:PLAINTEXT"),
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("replica.lag.time.max.ms", "4000"),
                Map.entry("request.timeout.ms", "2000"),
                Map.entry("controller.socket.timeout.ms", "2000"),
                Map.entry("replica.socket.timeout.ms", "2000"),
                Map.entry("offsets.topic.replication.factor", replicas),
                Map.entry("log.retention.check.interval.ms", "1000"),
                Map.entry("log.initial.task.delay.ms", "500"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "3"),
                Map.entry("background.threads", "2"));
    }

    /** What a client gives as {@code bootstrap.servers}: all nodes. */
    public String bootstrap() {
        return nodes.stream().map(KafkaNode::address).collect(Collectors.joining(","));
    }

    public String id() {
        return id;
    }

    /** The numbers of all nodes, from 1 on. */
    public List<Integer> nodes() {
        return nodes.stream().map(KafkaNode::number).toList();
    }

    /** SIGKILL. Returns when the process is gone. */
    public void kill(int node) {
        node(node).kill();
    }

    /** SIGTERM: the node hands its leaderships over before it ends. Returns when the process is gone. */
    public void stop(int node) {
        node(node).stop();
    }

    /** SIGSTOP: the node keeps its connections and says nothing. */
    public void freeze(int node) throws IOException {
        node(node).freeze();
    }

    /** SIGCONT. */
    public void thaw(int node) {
        node(node).thaw();
    }

    /** Starts a node that was killed or stopped on the folder that it had. Does not wait for it. */
    public void restart(int node) throws IOException {
        node(node).start();
    }

    /** Starts and continues whatever is dead or frozen; returns when all nodes are in the cluster. */
    public void heal() throws IOException {
        for (KafkaNode node : nodes) {
            node.thaw();
            node.start();
        }
        awaitNodes();
    }

    /** The identifier of a node's process. */
    long process(int node) {
        return node(node).process();
    }

    private KafkaNode node(int number) {
        return nodes.get(number - 1);
    }

    /** The number of the node that leads partition 0 of a topic; -1 while none does. */
    public int leader(String topic) throws IOException {
        var leader = partition(topic).leader();
        return leader == null ? -1 : leader.id();
    }

    /** Returns when all replicas of a topic are in sync. */
    public void awaitInSync(String topic) {
        await("all replicas of " + topic + " in sync", () -> {
            TopicPartitionInfo partition = partition(topic);
            return partition.leader() != null
                    && partition.isr().size() == partition.replicas().size();
        });
    }

    /** Returns when a topic has a leader that is not this node. */
    public void awaitOtherLeader(String topic, int node) {
        await("another leader of " + topic, () -> leader(topic) != node && leader(topic) >= 0);
    }

    private void awaitNodes() {
        await(nodes.size() + " nodes in the cluster", () -> {
            for (KafkaNode node : nodes) {
                if (!node.isRunning()) {
                    throw new AssertionError("node " + node.number() + " has ended:\n" + tail(node.output()));
                }
            }
            var described = admin().describeCluster();
            return get(described.nodes()).size() == nodes.size() && get(described.controller()) != null;
        });
    }

    private static String tail(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** A condition that counts as unfulfilled while the cluster does not answer. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(condition::holds);
    }

    private TopicPartitionInfo partition(String topic) throws IOException {
        return get(admin().describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .get(0);
    }

    /** One client for the life of the cluster: a new one may begin with a frozen node, and fail. */
    public synchronized Admin admin() {
        if (admin == null) {
            Map<String, Object> settings = new HashMap<>(client);
            settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MILLIS_OF_A_CALL);
            settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
            admin = Admin.create(settings);
        }
        return admin;
    }

    /** The result of a request to the cluster. */
    public static <T> T get(KafkaFuture<T> future) throws IOException {
        try {
            return future.get(SECONDS_OF_A_REQUEST, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the cluster has not done it: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Kills all nodes and removes their folders. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the hook runs, too
        }
    }

    private synchronized void end() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
        nodes.forEach(KafkaNode::kill);
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
