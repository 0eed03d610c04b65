package org.restante;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Problem;
import org.restante.log.DirectoryLockedException;
import org.restante.reconnect.Patience;
import org.restante.reconnect.ReconnectingLink;
import org.restante.tcp.TcpLink;
import org.restante.tcp.TcpOptions;

/**
 * Links to a data directory that another process has: over the socket in it, as long as that process lives; then one of those that
 * were attached takes the directory, and the others follow.
 *
 * <p>The lock file decides who has the directory. The trap: whoever takes it over does so with its own options, not those of the one
 * before.
 */
final class SharedDirectory {

    /** A process that has the lock listens soon, or it ends; this is longer than either takes. */
    private static final Patience PATIENCE = new Patience(TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(60));

    private SharedDirectory() {}

    static boolean isHeldElsewhere(LinkException failure) {
        return failure.getCause() instanceof DirectoryLockedException;
    }

    /** Attaches to whoever has the directory, now and later. */
    static Link attach(BrokerConfiguration configuration, Consumer<Event> events) throws LinkException {
        return ReconnectingLink.open(
                to -> holdOrConnect(configuration, to),
                PATIENCE,
                events,
                ReconnectingLink.THREADS,
                System::nanoTime,
                new SecureRandom());
    }

    private static Link holdOrConnect(BrokerConfiguration configuration, Consumer<Event> events) throws LinkException {
        try {
            return new VmLink(VmBrokers.hold(configuration), events);
        } catch (LinkException e) {
            if (isHeldElsewhere(e)) {
                return connect(configuration, events, e);
            }
            throw e;
        }
    }

    private static Link connect(BrokerConfiguration configuration, Consumer<Event> events, LinkException held)
            throws LinkException {
        SocketAddress address;
        try {
            address = DirectorySocket.address(Objects.requireNonNull(configuration.data()));
        } catch (UnsupportedOperationException | IOException e) {
            throw new LinkException(
                    Problem.ILLEGAL_STATE, held.getMessage() + " It cannot be shared: " + e.getMessage(), e);
        }
        try {
            return TcpLink.open(address, TcpOptions.STANDARD, events);
        } catch (LinkException e) {
            LinkException neither =
                    new LinkException(e.problem(), held.getMessage() + " It cannot be shared: " + e.getMessage(), e);
            neither.addSuppressed(held);
            throw neither;
        }
    }
}
