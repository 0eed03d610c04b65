package org.restante.kafka;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.restante.disk.FileProblem;
import org.restante.link.Utf8;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.SharedLog;
import org.restante.log.shared.SharedLogs;

/**
 * Opens logs for {@code kafka:} URIs. Found by ServiceLoader. Any thread may use it.
 *
 * <pre>
 *   bootstrap=HOST:PORT,HOST:PORT   some nodes of the cluster
 *   kafka=FILE                      further settings of Kafka's clients, as for their own tools: sasl and ssl
 *   replicas=N                      replicas of the topic; 3 unless given, fewer for a trial only
 * </pre>
 *
 * <p>The trap: each process that loads this package's services loads this class, so no class of Kafka may be loaded before a log is opened.
 */
public final class KafkaLogs implements SharedLogs {

    private static final String BOOTSTRAP = "bootstrap";
    private static final String FILE = "kafka";
    private static final String REPLICAS = "replicas";
    private static final int MAX_REPLICAS = 9;
    private static final String CACHE = "log-index";

    /** For ServiceLoader. */
    public KafkaLogs() {}

    @Override
    public boolean accepts(String scheme) {
        return scheme.equals("kafka");
    }

    @Override
    public List<String> optionNames() {
        return List.of(BOOTSTRAP, FILE, REPLICAS);
    }

    @Override
    public String shown(Place place) {
        return "kafka:" + place.name() + " at " + place.options().get(BOOTSTRAP);
    }

    @Override
    public void check(Place place) {
        settings(place, Map.of());
        file(place);
    }

    @Override
    public SharedLog open(Place place) throws IOException {
        Path cache = place.cache();
        return KafkaLog.open(
                options(place), cache == null ? null : cache.resolve(CACHE), new SecureRandom(), System::nanoTime);
    }

    @Override
    public @Nullable Claimant owner(Place place) throws IOException {
        return OwnerLookup.find(options(place), System::nanoTime);
    }

    @Override
    public List<Finding> examine(Place place) {
        try {
            return new ClusterCheck(options(place)).run();
        } catch (IOException e) {
            return List.of(new Finding(false, "settings", String.valueOf(e.getMessage())));
        }
    }

    /** @throws IOException if the file of client settings cannot be read */
    static KafkaLogOptions options(Place place) throws IOException {
        Path file = file(place);
        Map<String, String> client = new HashMap<>();
        if (file != null) {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(Utf8.read(file)));
            } catch (IOException e) {
                throw new IOException(
                        "the option '" + FILE + "' names " + file + ", which cannot be read: " + FileProblem.reason(e),
                        e);
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "the option '" + FILE + "' names " + file + ", which has a malformed escape: " + e.getMessage(),
                        e);
            }
            properties.stringPropertyNames().forEach(name -> client.put(name, properties.getProperty(name)));
        }
        return settings(place, client);
    }

    private static KafkaLogOptions settings(Place place, Map<String, String> client) {
        String bootstrap = place.options().get(BOOTSTRAP);
        if (bootstrap == null || bootstrap.isBlank()) {
            throw new IllegalArgumentException("the URI of the log '" + place.name() + "' needs the option '"
                    + BOOTSTRAP + "': the HOST:PORT of some of Kafka's nodes, separated by commas");
        }
        return KafkaLogOptions.of(place.name(), bootstrap)
                .withClient(client)
                .withClient(Map.of("bootstrap.servers", bootstrap))
                .withNode(place.node(), place.address())
                .withStore(place.store())
                .withReplicas(replicas(place));
    }

    private static int replicas(Place place) {
        String text = place.options().getOrDefault(REPLICAS, "3");
        if (text.matches("[1-9]")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("the option '" + REPLICAS + "' takes a whole number from 1 to "
                + MAX_REPLICAS + ", not '" + text + "'");
    }

    private static @Nullable Path file(Place place) {
        String text = place.options().get(FILE);
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the option '" + FILE + "' is not a path: " + e.getMessage(), e);
        }
    }
}
