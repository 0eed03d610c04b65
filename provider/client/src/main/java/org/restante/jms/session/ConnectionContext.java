package org.restante.jms.session;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.ExceptionReports;
import org.restante.jms.failure.Problems;
import org.restante.jms.message.DestinationFactory;
import org.restante.jms.message.TemporaryOwner;
import org.restante.jms.message.TrustedClasses;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.message.Address;
import org.restante.message.MessageId;

/**
 * The state that a connection shares with its sessions: the link, the clocks, numbers, and temporary destinations. Any
 * thread may use it.
 */
public final class ConnectionContext implements TemporaryOwner {

    private final LinkClient client;
    private final Arrivals arrivals;
    private final TrustedClasses trusted;
    private final DestinationFactory destinations;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final String name;
    private final ExceptionReports reports;
    private final Set<Address> temporaries = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicLong messages = new AtomicLong();
    private volatile boolean closed;
    private final Semaphore unconfirmed = new Semaphore(Unconfirmed.MAX_OF_CONNECTION);
    private volatile boolean confirmed;
    private volatile @Nullable String clientId;

    ConnectionContext(
            LinkClient client,
            Arrivals arrivals,
            TrustedClasses trusted,
            DestinationFactory destinations,
            InstantSource clock,
            LongSupplier nanos) {
        this.client = client;
        this.arrivals = arrivals;
        this.trusted = trusted;
        this.destinations = destinations;
        this.clock = clock;
        this.nanos = nanos;
        this.name = "restante-" + Long.toHexString(client.connected().connection());
        this.reports = new ExceptionReports(name);
    }

    LinkClient client() {
        return client;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    TrustedClasses trusted() {
        return trusted;
    }

    DestinationFactory destinations() {
        return destinations;
    }

    InstantSource clock() {
        return clock;
    }

    LongSupplier nanos() {
        return nanos;
    }

    /** The prefix of the names of the connection's threads. */
    String name() {
        return name;
    }

    ExceptionReports reports() {
        return reports;
    }

    /** A permit for each send of all sessions whose answer nobody waits for. */
    Semaphore unconfirmed() {
        return unconfirmed;
    }

    /** Each receive and each listener waits until the broker has confirmed its acknowledgement. */
    public void confirmAcknowledgements() {
        confirmed = true;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    /** The client identifier; null if none is set. */
    @Nullable
    String clientId() {
        return clientId;
    }

    void identify(String id) {
        clientId = id;
    }

    void close() {
        closed = true;
    }

    void checkOpen() throws JMSException {
        if (closed) {
            throw Problems.closed("connection");
        }
    }

    /** Refuses at once if the connection is closed, or known to be lost. */
    void checkLive() throws JMSException {
        checkOpen();
        client.checkLive();
    }

    /** A new number for a session or consumer, unique on the link. */
    public int nextNumber() {
        return numbers.incrementAndGet();
    }

    MessageId nextMessageId() {
        Reply.Connected broker = client.connected();
        return new MessageId(broker.store(), broker.connection(), messages.incrementAndGet());
    }

    Address createTemporary(Address.Kind kind) throws JMSException {
        Reply reply = client.ask(new Request.CreateTemporary(kind));
        if (!(reply instanceof Reply.Created created)) {
            throw new JMSException("the broker answered CreateTemporary with " + reply);
        }
        temporaries.add(created.address());
        return created.address();
    }

    @Override
    public void deleteTemporary(Address address) throws JMSException {
        checkOpen();
        client.ask(new Request.DeleteTemporary(address));
        temporaries.remove(address);
    }

    /** Only the connection that made a temporary destination may consume from it (section 4.1.5). */
    void checkConsumable(Address address) throws JMSException {
        if (address.kind().isTemporary() && !temporaries.contains(address)) {
            throw new InvalidDestinationException(
                    "'" + address
                            + "' was not made by this connection, or is deleted; only the connection that made it may consume or browse it");
        }
    }
}
