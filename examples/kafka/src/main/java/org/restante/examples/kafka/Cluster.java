package org.restante.examples.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Three nodes of Kafka, two of Restante, a producer and a consumer, as processes on this machine. Kill what you like: it is started again
 * ten seconds later, and the orders go on.
 *
 * <p>Its trap: all data is in a new folder below the temporary one, and stays there.
 */
final class Cluster implements AutoCloseable {

    private static final int KAFKA_PORT = 27_092;
    private static final int BROKER_PORT = 27_270;
    private static final long AGAIN_SECONDS = 10;
    private static final long NUMBERS_OF_A_START = 1_000_000;

    private final Path folder;
    private final KafkaNodes kafka;
    private final int brokerPort;
    private final Figures figures = new Figures();
    private final Map<Child, Start> children = new LinkedHashMap<>();
    private final Map<Child, Long> endedAt = new LinkedHashMap<>();
    private final CountDownLatch owned = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String owner = "";
    private long producers;

    /** Starts a process, for the first time or again. */
    private interface Start {
        void run() throws IOException;
    }

    Cluster(Path folder, int kafkaPort, int brokerPort) {
        this.folder = folder;
        this.kafka = new KafkaNodes(folder, kafkaPort);
        this.brokerPort = brokerPort;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("restante-cluster");
        try (Cluster cluster = new Cluster(folder, KAFKA_PORT, BROKER_PORT)) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "end"));
            System.out.println("logs and data: " + folder);
            cluster.start();
            System.out.println("kill what you like, by its process number; Ctrl-C ends all");
            cluster.watch();
        }
    }

    /** Starts all, in their order; returns when there is an owner. */
    void start() throws IOException, InterruptedException {
        kafka.write();
        for (int node = 1; node <= KafkaNodes.COUNT; node++) {
            int number = node;
            Child made = child("kafka-" + node);
            begin(made, () -> made.start(KafkaNode.class.getName(), kafka.arguments(number)));
        }
        String log = "kafka:example?bootstrap=" + kafka.bootstrap() + "&data=";
        for (int port = brokerPort; port < brokerPort + 2; port++) {
            Child made = child("restante-" + port);
            List<String> arguments = List.of(log + folder.resolve("restante-" + port), "tcp://127.0.0.1:" + port);
            begin(made, () -> made.start(BrokerNode.class.getName(), arguments));
        }
        owned.await(); // the nodes of Kafka have to find each other first
        Child producer = child("producer");
        begin(producer, () -> {
            producers++;
            producer.start(Producer.class.getName(), List.of(uri(), Long.toString(producers * NUMBERS_OF_A_START)));
        });
        Child consumer = child("consumer");
        begin(consumer, () -> consumer.start(Consumer.class.getName(), List.of(uri())));
    }

    private Child child(String name) {
        return new Child(name, folder.resolve(name + ".log"), this::take);
    }

    private void begin(Child made, Start start) throws IOException {
        children.put(made, start);
        start.run();
    }

    /** Where clients connect: both nodes, of which one has the broker. */
    String uri() {
        return "tcp://127.0.0.1:" + brokerPort + ",127.0.0.1:" + (brokerPort + 1)
                + "?reconnect=true&heartbeat=2000&connectTimeout=2000";
    }

    private void take(String name, String line) {
        if (name.equals("producer") || name.equals("consumer")) {
            figures.take(line);
        }
        if (line.equals("is owner")) {
            owner = name;
            owned.countDown();
        }
        if (line.startsWith("process ") || line.startsWith("is ")) {
            System.out.println(name + " " + line);
        }
    }

    /** Prints the figures every second, and starts again what has ended, until it is closed. */
    void watch() throws IOException, InterruptedException {
        while (!stopped.await(1, TimeUnit.SECONDS)) {
            System.out.println(figures);
            startAgain();
        }
    }

    private void startAgain() throws IOException {
        for (Map.Entry<Child, Start> each : children.entrySet()) {
            Child child = each.getKey();
            Long ended = endedAt.get(child);
            if (child.hasJustEnded()) {
                endedAt.put(child, System.nanoTime());
                System.out.println(child.name() + " has ended, and starts again in " + AGAIN_SECONDS + " s");
            } else if (ended != null && System.nanoTime() - ended > TimeUnit.SECONDS.toNanos(AGAIN_SECONDS)) {
                endedAt.remove(child);
                each.getValue().run();
            }
        }
    }

    Figures figures() {
        return figures;
    }

    /** The name of the node of Restante that has the broker, or had it last. */
    String owner() {
        return owner;
    }

    /** Kills a process, by its name. */
    void kill(String name) {
        children.keySet().stream().filter(child -> child.name().equals(name)).forEach(Child::kill);
    }

    /** Kills all. */
    @Override
    public void close() {
        stopped.countDown();
        children.keySet().forEach(Child::kill);
    }
}
