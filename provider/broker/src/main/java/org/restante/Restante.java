package org.restante;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
    private final AtomicReference<@Nullable Standby> standby = new AtomicReference<>();

    private Restante(BrokerConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Starts the broker, or joins the one of this name that runs in this process. Returns when it has recovered what it had
     * kept and takes connections.
     *
     * <p>If another process holds the data directory, connections to this URI attach to the broker there. This object then waits for
     * that one to end, and takes the directory over if no other does; it looks each second.
     *
     * @param uri {@code vm:NAME} or {@code vm:NAME?data=DIR}, with the options that docs/configuration.md lists
     * @throws IllegalStateException if it cannot start; the message says why
     * @throws IllegalArgumentException if the URI is not of this form, or has an option that is not known
     */
    public static Restante start(String uri) {
        LinkUri parsed = LinkUri.parse(uri);
        if (!parsed.scheme().equals("vm")) {
            throw new IllegalArgumentException("'" + uri + "' is no embedded broker; write vm:NAME");
        }
        BrokerConfiguration configuration = BrokerConfiguration.of(parsed);
        Restante made = new Restante(configuration);
        try {
            VmBrokers.hold(configuration);
        } catch (LinkException e) {
            made.standBy(e);
        }
        return made;
    }

    /** @throws IllegalStateException if the failure is not that another process holds the directory, and lets this one attach */
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
     * Ends the broker, so that all connections to it are closed and their ExceptionListeners hear of it, and starts it again on
     * what it kept: also in memory, where persistent messages and durable subscriptions survive this as they survive it on disk.
     * Other processes that are attached come back; if one of them takes the directory over before this one has it again, this one waits
     * as after {@link #start}. If another process holds the directory to begin with, only this process's connections are closed.
     *
     * @throws IllegalStateException if it cannot start again; the message says why
     */
    public void restart() {
        replace(null);
        try {
            VmBrokers.restart(configuration);
        } catch (LinkException e) {
            standBy(e);
        }
    }

    /**
     * Ends the broker and all connections of this process to it; what is durable stays on disk, what is in memory is gone. If other
     * processes are attached to it, one of them takes the directory over; if another holds it, the broker there goes on. Idempotent.
     */
    @Override
    public void close() {
        replace(null);
        VmBrokers.stop(configuration.name());
    }
}
