package org.restante;

import org.restante.link.LinkException;
import org.restante.link.LinkUri;

/**
 * Holds an embedded broker open, for as long as this object is. Any thread may use it.
 *
 * <pre>{@code
 * try (Restante broker = Restante.start("vm:shop?data=/var/lib/shop")) {
 *     ...    // connections to vm:shop reach it
 * }
 * }</pre>
 *
 * <p>Nobody needs it: the first connection starts a broker all the same. But a durable one ends with its last connection,
 * and an application that opens a connection for each message would open the store each time.
 */
public final class Restante implements AutoCloseable {

    private final BrokerConfiguration configuration;

    private Restante(BrokerConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Starts the broker, or joins the one of this name that runs in this process. Returns when it has recovered what it had
     * kept and takes connections.
     *
     * @param uri {@code vm:NAME} or {@code vm:NAME?data=DIR}, with the options that the README lists
     * @throws IllegalStateException if it cannot start; the message says why
     * @throws IllegalArgumentException if the URI is not of this form, or has an option that is not known
     */
    public static Restante start(String uri) {
        LinkUri parsed = LinkUri.parse(uri);
        if (!parsed.scheme().equals("vm")) {
            throw new IllegalArgumentException("'" + uri + "' is no embedded broker; write vm:NAME");
        }
        BrokerConfiguration configuration = BrokerConfiguration.of(parsed);
        try {
            holdOrJoin(configuration);
        } catch (LinkException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return new Restante(configuration);
    }

    private static void holdOrJoin(BrokerConfiguration configuration) throws LinkException {
        try {
            VmBrokers.hold(configuration);
        } catch (LinkException e) {
            if (!SharedDirectory.isHeldElsewhere(e)) {
                throw e;
            }
            SharedDirectory.attach(configuration, event -> {}).close(); // somebody is there
        }
    }

    /**
     * Ends the broker, so that all connections to it are closed and their ExceptionListeners hear of it, and starts it again on
     * what it kept: also in memory, where persistent messages and durable subscriptions survive this as they survive it on disk.
     *
     * @throws IllegalStateException if it cannot start again; the message says why
     */
    public void restart() {
        try {
            VmBrokers.restart(configuration);
        } catch (LinkException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Ends the broker and all connections to it; what is durable stays on disk, what is in memory is gone. Idempotent. */
    @Override
    public void close() {
        VmBrokers.stop(configuration.name());
    }
}
