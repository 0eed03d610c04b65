package org.restante.conformance.tool;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture.Credentials;

/**
 * The file of {@code --jndi}: keys that begin with {@code conformance.} are for the program, all others are the environment of JNDI.
 *
 * <p>Each key of the program is checked when the file is read, so that a wrong one ends the program before the first test.
 */
final class ProviderProperties {

    private static final String PREFIX = "conformance.";
    private static final String FACTORY = PREFIX + "connectionFactory";
    private static final String XA_FACTORY = PREFIX + "xaConnectionFactory";
    private static final String QUEUE = PREFIX + "queue";
    private static final String TOPIC = PREFIX + "topic";
    private static final String CAPABILITIES = PREFIX + "capabilities";
    private static final String USER = PREFIX + "user";
    private static final String PASSWORD = PREFIX + "password";
    private static final String MODES = PREFIX + "individualAcknowledgeModes";
    private static final String START = PREFIX + "start";
    private static final String STOP = PREFIX + "stop";
    private static final String KILL = PREFIX + "kill";
    private static final String START_SECONDS = PREFIX + "startSeconds";
    private static final int MAX_START_SECONDS = 500;
    private static final Set<String> KEYS = Set.of(
            FACTORY, XA_FACTORY, QUEUE, TOPIC, CAPABILITIES, USER, PASSWORD, MODES, START, STOP, KILL, START_SECONDS);

    private final Path file;
    private final Map<String, String> all = new TreeMap<>();

    private ProviderProperties(Path file, Properties properties) {
        this.file = file;
        properties
                .stringPropertyNames()
                .forEach(key -> all.put(
                        PlainText.withoutMark(key), properties.getProperty(key).strip()));
    }

    /** Reads and checks a file. */
    static ProviderProperties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (CharacterCodingException e) {
            throw new BadUse(
                    "--jndi " + file
                            + " is not UTF-8; save it in that encoding, or write other letters than ASCII as \\uXXXX",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadUse(
                    "--jndi " + file + " cannot be read (" + BadUse.reason(e) + "); name a file of JNDI properties", e);
        }
        ProviderProperties read = new ProviderProperties(file, properties);
        read.check();
        return read;
    }

    private void check() {
        for (String key : all.keySet()) {
            if (key.startsWith(PREFIX) && !KEYS.contains(key)) {
                throw bad(key, "is not a key of this program; its keys are " + String.join(", ", sorted(KEYS)));
            }
        }
        Set<Capability> offered = capabilities();
        need(offered, Capability.AUTHENTICATION, USER);
        need(offered, Capability.DISTRIBUTED_TRANSACTIONS, XA_FACTORY);
        need(offered, Capability.INDIVIDUAL_ACKNOWLEDGE, MODES);
        need(offered, Capability.RESTART, START);
        need(offered, Capability.KILL, START);
        individualAcknowledgeModes();
        startTime();
        if (!all.containsKey("java.naming.factory.initial")) {
            throw bad("java.naming.factory.initial", "is missing; it names the provider's InitialContextFactory");
        }
    }

    private void need(Set<Capability> offered, Capability capability, String key) {
        if (offered.contains(capability) && !all.containsKey(key)) {
            throw bad(CAPABILITIES, "has " + capability + ", which needs " + key + " as well");
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private BadUse bad(String key, String problem) {
        return new BadUse(file + ": " + key + " " + problem);
    }

    /** The environment of the JNDI context. */
    @SuppressWarnings("JdkObsolete") // JNDI gives no choice
    Hashtable<String, String> environment() {
        Hashtable<String, String> environment = new Hashtable<>();
        all.forEach((key, value) -> {
            if (!key.startsWith(PREFIX)) {
                environment.put(key, value);
            }
        });
        return environment;
    }

    String connectionFactory() {
        return all.getOrDefault(FACTORY, "ConnectionFactory");
    }

    Optional<String> xaConnectionFactory() {
        return optional(XA_FACTORY);
    }

    /** The name under which JNDI has a queue, with {@code {name}} for its name; without it the session creates the queue. */
    Optional<String> queuePattern() {
        return optional(QUEUE);
    }

    /** As {@link #queuePattern}, for topics. */
    Optional<String> topicPattern() {
        return optional(TOPIC);
    }

    Set<Capability> capabilities() {
        if (!all.containsKey(CAPABILITIES)) {
            return EnumSet.of(Capability.DELIVERY_DELAY, Capability.SHARED_SUBSCRIPTIONS, Capability.LEGACY_DOMAINS);
        }
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (String name : items(CAPABILITIES)) {
            try {
                capabilities.add(
                        Capability.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException e) {
                throw bad(CAPABILITIES, "has " + name + "; there are " + List.of(Capability.values()));
            }
        }
        return capabilities;
    }

    Optional<Credentials> credentials() {
        return optional(USER).map(user -> new Credentials(user, all.getOrDefault(PASSWORD, "")));
    }

    List<Integer> individualAcknowledgeModes() {
        try {
            return items(MODES).stream().map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw bad(MODES, "is " + all.get(MODES) + "; it must be the numbers of session modes, as 101,4");
        }
    }

    /**
     * The commands that start and end the provider, or nothing if it runs already.
     *
     * @param output the file for what they print
     */
    Optional<ProviderCommands> commands(Path output) {
        return optional(START)
                .map(start -> new ProviderCommands(
                        Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"),
                        output,
                        start,
                        optional(STOP),
                        optional(KILL)));
    }

    /** How long a start may take. */
    Duration startTime() {
        String seconds = all.getOrDefault(START_SECONDS, "60");
        if (!seconds.matches("[1-9]\\d{0,2}") || Integer.parseInt(seconds) > MAX_START_SECONDS) {
            throw bad(START_SECONDS, "is " + seconds + "; it must be a number of seconds, 1 to " + MAX_START_SECONDS);
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    private Optional<String> optional(String key) {
        return Optional.ofNullable(all.get(key));
    }

    private List<String> items(String key) {
        List<String> items = new ArrayList<>();
        for (String item : all.getOrDefault(key, "").split(",")) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
