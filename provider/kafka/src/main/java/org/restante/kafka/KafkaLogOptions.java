package org.restante.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.restante.log.shared.RecordCodec;

/**
 * Where a log is, and who opens it. Immutable.
 *
 * @param name the name of the log; its topic is this name and {@code .0}
 * @param client settings of Kafka's clients, at least {@code bootstrap.servers}; those that the log depends on are not taken from here
 * @param node the name of this process, for people
 * @param address where clients of this process connect, if it owns the log; empty if nowhere
 * @param store the number of the log that is expected; 0 if any
 * @param replicas the replicas of a topic that is made, and the fewest of one that is found
 * @param segmentSize the unit of trims in bytes
 * @param maxEntry the largest entry in bytes
 * @param queueLimit bytes of entries that may wait for their confirmation; an append above it is refused
 * @param appendTimeout how long an append may take until it counts as failed, at least 2 s
 */
public record KafkaLogOptions(
        String name,
        Map<String, String> client,
        String node,
        String address,
        long store,
        int replicas,
        int segmentSize,
        int maxEntry,
        long queueLimit,
        Duration appendTimeout) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,200}");
    /** The time of one request of the producer. */
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(2);

    private static final String BOOTSTRAP = "bootstrap.servers";

    /** Checks the name and the sizes. */
    public KafkaLogOptions {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' is not the name of a log on Kafka; it has 1 to 200 letters, digits, dots, hyphens or underscores");
        }
        if (!client.containsKey(BOOTSTRAP)) {
            throw new IllegalArgumentException("bootstrap is missing: the host:port of some of Kafka's nodes");
        }
        if (replicas < 1 || segmentSize < 1 || maxEntry < 1 || maxEntry > RecordCodec.MAX_ENTRY) {
            throw new IllegalArgumentException(
                    "replicas, segment size and largest entry are positive, the latter at most "
                            + RecordCodec.MAX_ENTRY);
        }
        if (appendTimeout.compareTo(MIN_TIMEOUT) < 0) {
            throw new IllegalArgumentException(
                    "an append needs a timeout of at least " + MIN_TIMEOUT.toSeconds() + " s");
        }
        client = Map.copyOf(client);
    }

    /** Three replicas, segments of 16 MiB, entries of at most 64 MiB, of which 256 MiB may wait, for 5 s. */
    public static KafkaLogOptions of(String name, String bootstrap) {
        return new KafkaLogOptions(
                name,
                Map.of(BOOTSTRAP, bootstrap),
                "",
                "",
                0,
                3,
                16 << 20,
                RecordCodec.MAX_ENTRY,
                256L << 20,
                Duration.ofSeconds(5));
    }

    /** A copy with these settings of Kafka's clients besides those that it has. */
    public KafkaLogOptions withClient(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(client);
        all.putAll(settings);
        return new KafkaLogOptions(
                name, all, node, address, store, replicas, segmentSize, maxEntry, queueLimit, appendTimeout);
    }

    /** A copy for another process. */
    public KafkaLogOptions withNode(String newNode, String newAddress) {
        return new KafkaLogOptions(
                name, client, newNode, newAddress, store, replicas, segmentSize, maxEntry, queueLimit, appendTimeout);
    }

    /** A copy that expects the log with this number. */
    public KafkaLogOptions withStore(long expected) {
        return new KafkaLogOptions(
                name, client, node, address, expected, replicas, segmentSize, maxEntry, queueLimit, appendTimeout);
    }

    /** A copy with another number of replicas. */
    public KafkaLogOptions withReplicas(int count) {
        return new KafkaLogOptions(
                name, client, node, address, store, count, segmentSize, maxEntry, queueLimit, appendTimeout);
    }

    /** A copy with other sizes. */
    public KafkaLogOptions withSizes(int newSegmentSize, int newMaxEntry, long newQueueLimit) {
        return new KafkaLogOptions(
                name,
                client,
                node,
                address,
                store,
                replicas,
                newSegmentSize,
                newMaxEntry,
                newQueueLimit,
                appendTimeout);
    }

    /** A copy with another time after which an append has failed. */
    public KafkaLogOptions withAppendTimeout(Duration timeout) {
        return new KafkaLogOptions(
                name, client, node, address, store, replicas, segmentSize, maxEntry, queueLimit, timeout);
    }

    /** The topic of the log. */
    String topic() {
        return name + ".0";
    }

    String bootstrap() {
        return client.getOrDefault(BOOTSTRAP, "");
    }

    /** The replicas that must be in sync for an append: a majority. */
    int minInSync() {
        return replicas / 2 + 1;
    }
}
