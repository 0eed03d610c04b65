package org.restante;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.restante.disk.DirectoryLockedException;
import org.restante.link.Event;
import org.restante.link.ForwardingLink;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.reconnect.Backoff;
import org.restante.reconnect.LinkSupplier;
import org.restante.reconnect.ReconnectThreads;
import org.restante.reconnect.ReconnectingLink;
import org.restante.tcp.TcpLink;
import org.restante.tcp.TcpOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link to the broker on a data directory, whichever process holds it now. Any thread may use it.
 *
 * <pre>
 *   the directory is free                      this process takes it: a link within the process
 *   another holds it, and listens              over its socket
 *   another holds it, and does not listen yet  another attempt, a little later
 * </pre>
 *
 * <p>Each time that the holder ends, the first attached process that gets the lock is the next holder, and the others find it.
 */
final class AttachedLink extends ForwardingLink {

    private static final Logger LOG = LoggerFactory.getLogger(AttachedLink.class);

    /** A holder may need a while to recover, or to end in order. */
    static final Backoff PATIENCE = new Backoff(TimeUnit.SECONDS.toNanos(30), TimeUnit.MINUTES.toNanos(2));

    /** How long a process that does not want to attach waits for a holder without connections to end. */
    private static final Backoff CLAIMING = new Backoff(TimeUnit.SECONDS.toNanos(3), 0);

    private static final Set<AttachedLink> OPEN = ConcurrentHashMap.newKeySet();

    private final String broker;
    private final Consumer<Event> events;

    private AttachedLink(String broker, Consumer<Event> events, Link link) {
        super(link);
        this.broker = broker;
        this.events = events;
    }

    /** Whether an opener failed because another process holds the directory, and lets this one attach, now or soon. */
    static boolean canAttach(LinkException failure) {
        return failure.getCause() instanceof DirectoryLockedException locked
                && locked.holder().noSocketReason() == null;
    }

    /**
     * Holds the broker in this process. A process that only keeps the directory, without a connection, hands it over.
     *
     * @throws LinkException if another process uses the directory
     */
    static VmBrokers.Held claim(BrokerConfiguration configuration) throws LinkException {
        LinkException failure;
        try {
            return VmBrokers.hold(configuration);
        } catch (LinkException e) {
            if (!canAttach(e)) {
                throw e;
            }
            failure = e;
        }
        Link asking = ask(configuration, failure);
        try {
            return VmBrokers.hold(configuration);
        } finally {
            asking.close();
        }
    }

    /** A link to the holder: to this process if the other one has handed the directory over. */
    private static Link ask(BrokerConfiguration configuration, LinkException failure) throws LinkException {
        try {
            return open(configuration, CLAIMING, event -> {});
        } catch (LinkException e) {
            LOG.debug("The holder of {} does not answer", configuration.data(), e);
            throw failure;
        }
    }

    /** Connects to the holder's socket for a moment, so that a process that only keeps the directory hands it over. */
    static void knock(LinkException failure) {
        Path socket = failure.getCause() instanceof DirectoryLockedException locked ? locked.socket() : null;
        if (socket == null) {
            return;
        }
        try (SocketChannel knocking = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            LOG.trace("Asked for the directory over {}", knocking);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("The holder's socket {} is gone, or not to be reached from here", socket, e);
        }
    }

    /** @throws LinkException if no holder lets it attach within 30 seconds, or its user may not connect */
    static Link open(BrokerConfiguration configuration, Consumer<Event> events) throws LinkException {
        return open(configuration, PATIENCE, events);
    }

    private static Link open(BrokerConfiguration configuration, Backoff backoff, Consumer<Event> events)
            throws LinkException {
        return open(configuration.name(), to -> openOnce(configuration, to), backoff, events);
    }

    /**
     * Opens a link that finds its broker anew when it is lost.
     *
     * @param broker the name by which {@link #endAll} finds it
     * @throws LinkException if no broker is found in time, or the user may not connect
     */
    static Link open(String broker, LinkSupplier supplier, Backoff backoff, Consumer<Event> events)
            throws LinkException {
        Link link = ReconnectingLink.open(
                supplier, backoff, events, ReconnectThreads.ALL, System::nanoTime, new SecureRandom());
        return over(broker, events, link);
    }

    /** Counts this link among those attached to the broker, until it is closed or lost. */
    static Link over(String broker, Consumer<Event> events, Link link) {
        AttachedLink attached = new AttachedLink(broker, events, link);
        OPEN.add(attached);
        return attached;
    }

    private static Link openOnce(BrokerConfiguration configuration, Consumer<Event> events) throws LinkException {
        try {
            return new VmLink(VmBrokers.hold(configuration), events);
        } catch (LinkException e) {
            if (e.getCause() instanceof DirectoryLockedException locked) {
                return connect(locked, events);
            }
            throw e;
        }
    }

    private static Link connect(DirectoryLockedException locked, Consumer<Event> events) throws LinkException {
        Path socket = locked.socket();
        if (socket == null) {
            boolean isFinal = locked.holder().noSocketReason() != null;
            throw new LinkException(
                    isFinal ? Problem.ILLEGAL_STATE : Problem.CLOSED, String.valueOf(locked.getMessage()), locked);
        }
        try {
            return TcpLink.open(UnixDomainSocketAddress.of(socket), TcpOptions.STANDARD, events);
        } catch (LinkException e) {
            throw new LinkException(
                    e.problem(), locked.getMessage() + ". It does not let this process attach: " + e.getMessage(), e);
        }
    }

    /** Ends all links to one broker, with an event to each. */
    static void endAll(String broker, String reason) {
        for (AttachedLink each : OPEN) {
            if (each.broker.equals(broker)) {
                each.close();
                each.events.accept(new Event.Closed(reason));
            }
        }
    }

    @Override
    public void lose() {
        OPEN.remove(this);
        super.lose();
    }

    @Override
    public void close() {
        OPEN.remove(this);
        super.close();
    }
}
