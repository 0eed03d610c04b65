package org.restante.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.restante.server.Listen;
import org.restante.tcp.HostPort;

/** All keys of the configuration file, in the order in which a new file lists them. */
public final class Keys {

    private static final long GIB = 1 << 30;

    public static final Key<Optional<Path>> DATA = new Key<>(
            "data",
            Forms.path(),
            "",
            "The data directory. Default, without 'url': that of the shell, which is $RESTANTE_DATA, else $XDG_DATA_HOME/restante, else"
                    + " ~/.local/share/restante.");

    public static final Key<Optional<String>> URL = new Key<>(
            "url",
            Forms.sharedLog(),
            "",
            "The URI of a log that several servers share, as kafka:NAME?bootstrap=HOST:PORT,HOST:PORT. One of them has the"
                    + " broker, the others wait to take it over. Its options that are keys here count as these. 'data' is then a"
                    + " directory for snapshots, and has no default.");

    public static final Key<List<Listen>> LISTEN = new Key<>(
            "listen",
            Forms.addresses(),
            "tcp://127.0.0.1:7270",
            "The addresses for clients: tcp://HOST:PORT and tls://HOST:PORT, separated by commas. An address that other"
                    + " machines can reach needs 'users', and tls: or, in a network that is safe, ?plaintext=true at its"
                    + " end.");

    public static final Key<Optional<Path>> USERS = new Key<>(
            "users",
            Forms.path(),
            "",
            "The file of the users who may connect; 'restante user add NAME' writes it. Without it everybody on this"
                    + " machine may connect.");

    public static final Key<Boolean> ANONYMOUS = new Key<>(
            "anonymous",
            Forms.yesOrNo(),
            "false",
            "With 'users': whether a client may connect without a user and a password, too.");

    public static final Key<Optional<Path>> PERMISSIONS = new Key<>(
            "permissions",
            Forms.path(),
            "",
            "With 'users': the file of permissions, which user may send, receive, browse and administer what. Without"
                    + " it each user may do everything.");

    public static final Key<Boolean> OPERATORS_ONLY = new Key<>(
            "operatorsOnly",
            Forms.yesOrNo(),
            "false",
            "With 'permissions': whether only those are admitted who may administer everything, so that queues can be"
                    + " listed and purged while applications wait. Taken off by a start without it.");

    public static final Key<Optional<Path>> TLS_CERTIFICATE = new Key<>(
            "tls.certificate",
            Forms.path(),
            "",
            "The server's certificate, followed by the certificates of its issuers, as PEM. Needed for tls: addresses.");

    public static final Key<Optional<Path>> TLS_KEY = new Key<>(
            "tls.key", Forms.path(), "", "The private key of the certificate, as PEM (PKCS#8, not encrypted).");

    public static final Key<Optional<Path>> TLS_CLIENT_CA = new Key<>(
            "tls.clientCa",
            Forms.path(),
            "",
            "The issuers accepted for clients' certificates, as PEM. Without it clients need no certificate.");

    public static final Key<Boolean> TLS_CLIENT_REQUIRED = new Key<>(
            "tls.clientRequired",
            Forms.yesOrNo(),
            "true",
            "With 'tls.clientCa': whether a client without a certificate is refused; if false, it may log in with a password.");

    public static final Key<Boolean> TLS_CLIENT_IS_USER = new Key<>(
            "tls.clientIsUser",
            Forms.yesOrNo(),
            "false",
            "With 'tls.clientCa': whether the common name (CN) in a client's certificate is its user, who then needs no"
                    + " password.");

    public static final Key<Integer> MAX_CONNECTIONS = new Key<>(
            "maxConnections",
            Forms.whole(1, 1_000_000),
            "10000",
            "The maximum number of connections; further ones are refused.");

    public static final Key<Integer> MAX_NOT_LOGGED_IN = new Key<>(
            "maxNotLoggedIn",
            Forms.whole(1, 1_000_000),
            "1000",
            "The maximum number of connections before their login; further ones are refused.");

    public static final Key<OptionalLong> MEMORY_BYTES = new Key<>(
            "memoryBytes",
            Forms.sizeOrNone(),
            "",
            "The memory for unanswered requests of all connections, in bytes; when it is used up, sockets are not read"
                    + " until some is free. Without it 1/4 of the heap, at least 16MiB.");

    public static final Key<Long> OUTBOUND_BYTES = new Key<>(
            "outboundBytes",
            Forms.size(64 << 10, GIB),
            "4MiB",
            "The bytes that may wait for one client that does not read; beyond them nothing is delivered to it.");

    public static final Key<OptionalLong> MAX_MESSAGE = new Key<>(
            "maxMessage",
            Forms.sizeOrNone(),
            "",
            "The largest message, in bytes of its encoding. Without it 32MiB, but at most 1/8 of the heap and half of"
                    + " 'segmentBytes'.");

    public static final Key<OptionalLong> MAX_WAITING = new Key<>(
            "maxWaiting",
            Forms.wholeOrNone(),
            "",
            "The maximum number of waiting messages, counted once for each queue or subscription. Without it as many as"
                    + " fit into 3/4 of the heap at 32 bytes each.");

    public static final Key<OptionalLong> CACHE_BYTES = new Key<>(
            "cacheBytes",
            Forms.sizeOrNone(),
            "",
            "The memory for waiting messages that stay in memory as well as on disk, in bytes. Without it 1/8 of the heap.");

    public static final Key<Long> SEGMENT_BYTES = new Key<>(
            "segmentBytes",
            Forms.size(64 << 10, GIB),
            "64MiB",
            "The size of the journal's files, a power of two. Only used when the data directory is new.");

    public static final Key<Boolean> WITHOUT_JOURNAL = new Key<>(
            "withoutJournal",
            Forms.yesOrNo(),
            "false",
            "Whether to start although the journal is gone, without the messages that the newest snapshot refers to.");

    public static final Key<Long> SNAPSHOT_BYTES = new Key<>(
            "snapshotBytes",
            Forms.size(64 << 10, 1024 * GIB),
            "64MiB",
            "The number of bytes by which the journal grows before the next snapshot is taken.");

    public static final Key<Duration> HEARTBEAT = new Key<>(
            "heartbeat",
            Forms.time(Duration.ofMillis(100)),
            "10s",
            "The interval of heartbeats of both sides. A client that is silent for three intervals counts as gone, and"
                    + " its unacknowledged messages are delivered again.");

    public static final Key<Duration> LINGER = new Key<>(
            "linger",
            Forms.time(Duration.ofMillis(1)),
            "10s",
            "The time in which a client that reconnects finds its consumers and unacknowledged messages unchanged. After it"
                    + " the messages are delivered again.");

    public static final Key<Optional<Duration>> UNUSED_QUEUES = new Key<>(
            "unusedQueues",
            Forms.timeOrOff(Duration.ofSeconds(1)),
            "off",
            "The time after which a queue goes that its first use made and nobody uses: without messages, consumers and"
                    + " settings of its own; for example 24h. A queue that was created stays. off: all stay.");

    public static final Key<Optional<HostPort>> HTTP = new Key<>(
            "http",
            Forms.addressOrOff(),
            "127.0.0.1:7271",
            "The address of /health, /ready and /metrics, as HOST:PORT, or off. Everybody who can reach it can read them.");

    public static final Key<Integer> METRICS_DESTINATIONS = new Key<>(
            "metrics.destinations",
            Forms.whole(0, 100_000),
            "1000",
            "The number of queues and subscriptions that /metrics lists by name, those with the most messages; the"
                    + " others are added up.");

    public static final Key<Boolean> JMX =
            new Key<>("jmx", Forms.yesOrNo(), "true", "Whether the broker registers a JMX bean in its process.");

    public static final Key<String> LOG = new Key<>(
            "log",
            Forms.oneOf("error", "warn", "info", "debug"),
            "info",
            "The level of the log on standard error: error, warn, info or debug; each includes those before it.");

    private static final List<Key<?>> ALL = List.of(
            DATA,
            URL,
            LISTEN,
            USERS,
            ANONYMOUS,
            PERMISSIONS,
            OPERATORS_ONLY,
            TLS_CERTIFICATE,
            TLS_KEY,
            TLS_CLIENT_CA,
            TLS_CLIENT_REQUIRED,
            TLS_CLIENT_IS_USER,
            MAX_CONNECTIONS,
            MAX_NOT_LOGGED_IN,
            MEMORY_BYTES,
            OUTBOUND_BYTES,
            MAX_MESSAGE,
            MAX_WAITING,
            CACHE_BYTES,
            SEGMENT_BYTES,
            WITHOUT_JOURNAL,
            SNAPSHOT_BYTES,
            HEARTBEAT,
            LINGER,
            UNUSED_QUEUES,
            HTTP,
            METRICS_DESTINATIONS,
            JMX,
            LOG);

    private Keys() {}

    /** All keys, in order. */
    public static List<Key<?>> all() {
        return ALL;
    }
}
