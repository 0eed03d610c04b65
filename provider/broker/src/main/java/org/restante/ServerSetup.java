package org.restante;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.restante.configuration.Key;
import org.restante.configuration.Keys;
import org.restante.configuration.Mistake;
import org.restante.configuration.ServerConfiguration;
import org.restante.link.LinkUri;
import org.restante.log.journal.JournalOptions;
import org.restante.server.Listen;
import org.restante.server.ServerOptions;
import org.restante.tcp.HostPort;
import org.restante.users.Permissions;
import org.restante.users.Users;

/** Checks a server's configuration, and translates it for the broker and the server. Starts nothing. Any thread may use it. */
public final class ServerSetup {

    private ServerSetup() {}

    /** The mistakes of a configuration whose values are each valid by themselves; empty if a server can be started with it. */
    public static List<Mistake> check(ServerConfiguration configuration) {
        List<String> mistakes = new ArrayList<>();
        boolean hasUsers = configuration.get(Keys.USERS).isPresent();
        boolean hasTls = configuration.get(Keys.TLS_CERTIFICATE).isPresent();
        for (Listen listen : configuration.get(Keys.LISTEN)) {
            check(mistakes, () -> refusal(listen, hasUsers));
            if (listen.secure() && !hasTls) {
                mistakes.add("'listen' has " + listen + ", which needs 'tls.certificate' and 'tls.key'");
            }
        }
        if (hasTls != configuration.get(Keys.TLS_KEY).isPresent()) {
            mistakes.add("'tls.certificate' and 'tls.key' go together; give both or none");
        }
        checkReadable(mistakes, Keys.TLS_CERTIFICATE, configuration);
        checkReadable(mistakes, Keys.TLS_KEY, configuration);
        checkReadable(mistakes, Keys.TLS_CLIENT_CA, configuration);
        check(mistakes, () -> {
            Optional<Path> users = configuration.get(Keys.USERS);
            if (users.isPresent()) {
                if (Files.notExists(users.get())) {
                    return "'users' names " + users.get() + ", which does not exist; restante user add NAME makes it";
                }
                Users.open(users.get(), configuration.get(Keys.ANONYMOUS));
            }
            return null;
        });
        check(mistakes, () -> {
            Optional<Path> permissions = configuration.get(Keys.PERMISSIONS);
            if (permissions.isPresent()) {
                Permissions.open(permissions.get());
            }
            return null;
        });
        check(mistakes, () -> {
            LinkUri uri = LinkUri.parse(brokerUri("check", configuration));
            if (configuration.get(Keys.URL).isEmpty()) {
                BrokerConfiguration.of(uri);
            } else {
                NodeConfiguration.ofServer(uri)
                        .withListen(configuration.get(Keys.LISTEN))
                        .address(HostPort.DEFAULT_PORT);
            }
            return null;
        });
        check(mistakes, () -> {
            JournalOptions.DEFAULT.withSegmentSize(Math.toIntExact(configuration.get(Keys.SEGMENT_BYTES)));
            return null;
        });
        return mistakes.stream().distinct().map(text -> new Mistake(0, text)).toList();
    }

    /** A check; returns the mistake, or null. */
    private interface Check {
        @Nullable
        String mistake() throws IOException;
    }

    private static void check(List<String> mistakes, Check check) {
        try {
            String text = check.mistake();
            if (text != null) {
                mistakes.add(text);
            }
        } catch (IOException | IllegalArgumentException e) {
            mistakes.add(String.valueOf(e.getMessage()));
        }
    }

    private static void checkReadable(
            List<String> mistakes, Key<Optional<Path>> key, ServerConfiguration configuration) {
        Optional<Path> file = configuration.get(key);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            mistakes.add("'" + key.name() + "' names " + file.get() + ", which does not exist or cannot be read");
        }
    }

    /** The reason why a server must not listen at this address; null if it may. */
    static @Nullable String refusal(Listen listen, boolean hasUsers) {
        if (listen.isLoopback()) {
            return null;
        }
        if (!hasUsers) {
            return "without users, a server does not listen at " + listen
                    + ", which other machines can reach; name a file of users by users=FILE, or listen at"
                    + " 127.0.0.1";
        }
        return listen.secure() || listen.plaintext()
                ? null
                : "a server does not listen at " + listen
                        + ", where passwords would cross the network unencrypted; listen at tls://"
                        + listen.at() + ", or, if the network is safe, at " + listen + "?plaintext=true";
    }

    /**
     * A copy in which the options of {@link Keys#URL} that are keys are the values of these keys.
     *
     * @throws IllegalArgumentException if the value of such an option is invalid; the message names it
     */
    public static ServerConfiguration expanded(ServerConfiguration configuration) {
        Optional<String> url = configuration.get(Keys.URL);
        if (url.isEmpty()) {
            return configuration;
        }
        LinkUri uri = LinkUri.parse(url.get());
        ServerConfiguration expanded = configuration;
        List<String> moved = new ArrayList<>();
        for (Key<?> key : Keys.all()) {
            String value = uri.option(key.name());
            if (value != null) {
                expanded = expanded.with(key, value, Path.of("").toAbsolutePath());
                moved.add(key.name());
            }
        }
        return expanded.with(Keys.URL, Optional.of(text(uri.without(moved))));
    }

    private static String text(LinkUri uri) {
        return uri.options().isEmpty() ? uri.toString() : uri + "?" + query(uri.options());
    }

    static String brokerUri(String name, ServerConfiguration configuration) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Key<Optional<Path>> key : List.of(Keys.DATA, Keys.USERS, Keys.PERMISSIONS)) {
            configuration.get(key).ifPresent(path -> options.put(key.name(), path.toString()));
        }
        for (Key<Boolean> key : List.of(Keys.ANONYMOUS, Keys.OPERATORS_ONLY, Keys.WITHOUT_JOURNAL)) {
            if (configuration.get(key)) {
                options.put(key.name(), "true");
            }
        }
        for (var key : List.of(Keys.MAX_MESSAGE, Keys.MAX_WAITING, Keys.CACHE_BYTES)) {
            configuration.get(key).ifPresent(number -> options.put(key.name(), Long.toString(number)));
        }
        options.put(Keys.SNAPSHOT_BYTES.name(), Long.toString(configuration.get(Keys.SNAPSHOT_BYTES)));
        options.put(
                Keys.LINGER.name(), Long.toString(configuration.get(Keys.LINGER).toMillis()));
        configuration
                .get(Keys.UNUSED_QUEUES)
                .ifPresent(time -> options.put(Keys.UNUSED_QUEUES.name(), time.toMillis() + "ms"));
        Optional<String> url = configuration.get(Keys.URL);
        if (url.isPresent()) {
            return url.get() + (url.get().contains("?") ? "&" : "?") + query(options);
        }
        options.put(Keys.SEGMENT_BYTES.name(), Long.toString(configuration.get(Keys.SEGMENT_BYTES)));
        return "vm:" + name + "?" + query(options);
    }

    private static String query(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + encode(option.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static ServerOptions options(ServerConfiguration configuration) {
        ServerOptions standard = ServerOptions.at(configuration.get(Keys.LISTEN));
        Duration heartbeat = configuration.get(Keys.HEARTBEAT);
        ServerOptions.Times times = ServerOptions.Times.STANDARD;
        ServerOptions options = standard.withConnections(
                        configuration.get(Keys.MAX_CONNECTIONS), configuration.get(Keys.MAX_NOT_LOGGED_IN))
                .withMemory(
                        configuration.get(Keys.MEMORY_BYTES).orElse(standard.memoryBytes()),
                        configuration.get(Keys.OUTBOUND_BYTES))
                .withTimes(new ServerOptions.Times(
                        times.login(), Math.toIntExact(heartbeat.toMillis()), times.frame(), times.closing()));
        Optional<Path> certificate = configuration.get(Keys.TLS_CERTIFICATE);
        Optional<Path> key = configuration.get(Keys.TLS_KEY);
        if (certificate.isEmpty() || key.isEmpty()) {
            return options;
        }
        return options.withTls(new ServerOptions.Tls(
                certificate.get(),
                key.get(),
                configuration.get(Keys.TLS_CLIENT_CA).orElse(null),
                configuration.get(Keys.TLS_CLIENT_REQUIRED),
                configuration.get(Keys.TLS_CLIENT_IS_USER)));
    }
}
