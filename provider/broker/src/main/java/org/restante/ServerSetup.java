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
import org.restante.users.Permissions;
import org.restante.users.Users;

/** What a configuration asks of a broker and of its server, and what of it cannot be. Starts nothing. */
public final class ServerSetup {

    private ServerSetup() {}

    /** All that is wrong, though each value by itself is one: empty if a server can be tried. */
    public static List<Mistake> check(ServerConfiguration configuration) {
        List<String> wrong = new ArrayList<>();
        boolean hasUsers = configuration.get(Keys.USERS).isPresent();
        boolean hasTls = configuration.get(Keys.TLS_CERTIFICATE).isPresent();
        for (Listen listen : configuration.get(Keys.LISTEN)) {
            attempt(wrong, () -> refusal(listen, hasUsers));
            if (listen.secure() && !hasTls) {
                wrong.add("'listen' has " + listen + ", which needs 'tls.certificate' and 'tls.key'");
            }
        }
        if (hasTls != configuration.get(Keys.TLS_KEY).isPresent()) {
            wrong.add("'tls.certificate' and 'tls.key' go together; give both or none");
        }
        readable(wrong, Keys.TLS_CERTIFICATE, configuration);
        readable(wrong, Keys.TLS_KEY, configuration);
        readable(wrong, Keys.TLS_CLIENT_CA, configuration);
        attempt(wrong, () -> {
            Optional<Path> users = configuration.get(Keys.USERS);
            if (users.isPresent()) {
                Users.open(users.get(), configuration.get(Keys.ANONYMOUS));
            }
            return null;
        });
        attempt(wrong, () -> {
            Optional<Path> permissions = configuration.get(Keys.PERMISSIONS);
            if (permissions.isPresent()) {
                Permissions.open(permissions.get());
            }
            return null;
        });
        attempt(wrong, () -> {
            BrokerConfiguration.of(LinkUri.parse(brokerUri("check", configuration)));
            return null;
        });
        attempt(wrong, () -> {
            JournalOptions.DEFAULT.withSegmentSize(Math.toIntExact(configuration.get(Keys.SEGMENT_BYTES)));
            return null;
        });
        return wrong.stream().distinct().map(text -> new Mistake(0, text)).toList();
    }

    private interface Check {
        @Nullable
        String wrong() throws IOException;
    }

    private static void attempt(List<String> wrong, Check check) {
        try {
            String text = check.wrong();
            if (text != null) {
                wrong.add(text);
            }
        } catch (IOException | IllegalArgumentException e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
    }

    private static void readable(List<String> wrong, Key<Optional<Path>> key, ServerConfiguration configuration) {
        Optional<Path> file = configuration.get(key);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            wrong.add("'" + key.name() + "' names " + file.get() + ", which is not there or cannot be read");
        }
    }

    /** Why nobody listens there; null if it is fine. */
    static @Nullable String refusal(Listen listen, boolean hasUsers) {
        if (listen.isLoopback()) {
            return null;
        }
        if (!hasUsers) {
            return "without users, a server does not listen at " + listen
                    + ", where others than this machine reach it; name a file of them by users=FILE, or listen at"
                    + " 127.0.0.1";
        }
        return listen.secure() || listen.plaintext()
                ? null
                : "a server does not listen at " + listen
                        + ", where passwords would cross the network for everybody to read; listen at tls://"
                        + listen.at() + ", or, where the network is safe, at " + listen + "?plaintext=true";
    }

    static String brokerUri(String name, ServerConfiguration configuration) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Key<Optional<Path>> key : List.of(Keys.DATA, Keys.USERS, Keys.PERMISSIONS)) {
            configuration.get(key).ifPresent(path -> options.put(key.name(), path.toString()));
        }
        if (configuration.get(Keys.ANONYMOUS)) {
            options.put(Keys.ANONYMOUS.name(), "true");
        }
        for (var key : List.of(Keys.MAX_MESSAGE, Keys.MAX_WAITING, Keys.CACHE_BYTES)) {
            configuration.get(key).ifPresent(number -> options.put(key.name(), Long.toString(number)));
        }
        for (Key<Long> key : List.of(Keys.SEGMENT_BYTES, Keys.SNAPSHOT_BYTES)) {
            options.put(key.name(), Long.toString(configuration.get(key)));
        }
        options.put(
                Keys.LINGER.name(), Long.toString(configuration.get(Keys.LINGER).toMillis()));
        return "vm:" + name + "?"
                + options.entrySet().stream()
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
