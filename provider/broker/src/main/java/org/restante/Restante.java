package org.restante;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.restante.link.LinkException;
import org.restante.link.LinkUri;

/**
 * Keeps an embedded broker running as long as this object is open. Any thread may use it.
 *
 * <pre>{@code
 * try (Restante broker = Restante.start("vm:shop?data=/var/lib/shop")) {
 *     ...    // connections to vm:shop reach it
 * }
 * }</pre>
 *
 * <p>It is optional, because the first connection starts a broker. But a durable broker is kept only for {@code idleTimeout}, normally
 * five seconds, after its last connection, so an application that opens connections more rarely would start and recover it each time.
 */
public final class Restante implements AutoCloseable {

    private final BrokerConfiguration configuration;
    private final @Nullable NodeConfiguration shared;
    private final AtomicReference<@Nullable Standby> standby = new AtomicReference<>();

    /** @param shared of a process on a shared log; null if the broker has a log of its own */
    private Restante(BrokerConfiguration configuration, @Nullable NodeConfiguration shared) {
        this.configuration = configuration;
        this.shared = shared;
    }

    /**
     * Starts the broker, or joins the broker with this name that runs in this process. Returns when the broker has recovered its
     * storage and accepts connections.
     *
     * <p>If another process holds the data directory, connections to this URI attach to the broker in that process. This object then
     * tries once a second to lock the directory, and takes it over when the other process has ended, unless a third one is faster.
     *
     * <p>On a shared log ({@code kafka:}) this process has the broker, or is its standby; either way connections to this URI reach the
     * owner.
     *
     * @param uri {@code vm:NAME}, {@code vm:NAME?data=DIR} or {@code kafka:NAME?bootstrap=HOST:PORT&listen=tcp://HOST:PORT}, with the
     *     options that docs/configuration.md lists
     * @throws IllegalStateException if it cannot start; the message contains the reason
     * @throws IllegalArgumentException if the URI is not of this form, or has an unknown option
     */
    public static Restante start(String uri) {
        LinkUri parsed = LinkUri.parse(uri);
        if (parsed.scheme().equals("tcp") || parsed.scheme().equals("tls")) {
            throw new IllegalArgumentException("'" + uri + "' is not the URI of an embedded broker; write vm:NAME");
        }
        if (!parsed.scheme().equals("vm")) {
            return startNode(parsed);
        }
        BrokerConfiguration configuration = BrokerConfiguration.of(parsed);
        Restante started = new Restante(configuration, null);
        try {
            AttachedLink.claim(configuration);
        } catch (LinkException e) {
            started.standBy(e);
        }
        return started;
    }

    /**
     * As {@link #start(String)}, by a clock that an application moves by hand, as a test does. The broker and all connections of this
     * process to it read this clock; a server over it, and its clients in other processes, are not for this.
     *
     * @param uri {@code vm:NAME}, or {@code vm:NAME?data=DIR}, with options
     * @throws IllegalStateException if it cannot start, or runs already by another clock, or another process holds the directory
     * @throws IllegalArgumentException if the URI is not of this form, or has an unknown option
     */
    public static Restante start(String uri, ManualClock clock) {
        LinkUri parsed = LinkUri.parse(uri);
        if (!parsed.scheme().equals("vm")) {
            throw new IllegalArgumentException(
                    "only an embedded broker takes a clock, and '" + uri + "' is none; write vm:NAME");
        }
        BrokerConfiguration configuration = BrokerConfiguration.of(parsed).withClock(clock);
        try {
            AttachedLink.claim(configuration);
        } catch (LinkException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return new Restante(configuration, null);
    }

    private static Restante startNode(LinkUri uri) {
        NodeConfiguration configuration = NodeConfiguration.of(uri);
        if (!configuration.isNode()) {
            throw new IllegalArgumentException("'" + uri
                    + "' only attaches to the owner of the log; add listen=tcp://HOST:PORT, where clients and the other"
                    + " processes reach this one");
        }
        try {
            LogNodes.hold(configuration);
        } catch (LinkException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return new Restante(configuration.broker(), configuration);
    }

    /** @throws IllegalStateException unless the reason is that another process holds the directory, and this one can attach to it */
    private void standBy(LinkException failure) {
        if (!AttachedLink.canAttach(failure)) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        replace(Standby.start(configuration));
    }

    private void replace(@Nullable Standby by) {
        Standby before = standby.getAndSet(by);
        if (before != null) {
            before.close();
        }
    }

    /**
     * Ends the broker and starts it again from its storage. All connections of this process to it are closed, and their
     * ExceptionListeners are called. Persistent messages and durable subscriptions survive, even those of a broker in memory.
     *
     * <p>Attached processes reconnect. If one of them takes the directory over first, this object waits as after {@link #start}. If
     * another process holds the directory already, only the connections of this process are closed.
     *
     * @throws IllegalStateException if it cannot start again; the message contains the reason
     */
    public void restart() {
        replace(null);
        try {
            if (shared != null) {
                LogNodes.restart(shared);
                return;
            }
            VmBrokers.restart(configuration);
        } catch (LinkException e) {
            standBy(e);
        }
    }

    /**
     * Ends the broker and all connections of this process to it. The data directory is kept; the messages of a broker in memory are
     * lost. If other processes are attached, one of them takes the directory over. If another process holds the directory, its broker
     * continues. Idempotent.
     */
    @Override
    public void close() {
        replace(null);
        if (shared != null) {
            AttachedLink.endAll(shared.name(), "the broker '" + shared.name() + "' was closed");
            LogNodes.stop(shared.name());
            return;
        }
        VmBrokers.stop(configuration.name());
    }
}
