package org.restante.jms;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Request.Subscription;
import org.restante.message.Address;
import org.restante.message.MessageId;

/**
 * A connection: one link, and the sessions over it. Any thread may use it (section 2.14).
 *
 * <p>The trap: a listener may not stop or close its own connection, because both wait for listeners to end; it is told so by
 * an {@link IllegalStateException} (sections 6.1.5 and 6.1.8).
 */
class JmsConnection implements ServingCalls {

    private static final System.Logger LOG = System.getLogger(JmsConnection.class.getName());

    private final Conversation conversation;
    private final Arrivals arrivals;
    private final Domain domain;
    private final TrustedClasses trusted;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final String name;
    private final Set<JmsSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<Address> temporaries = ConcurrentHashMap.newKeySet();
    private final Servers servers = new Servers(this, sessions);
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object lifecycle = new Object();
    private boolean started;
    private boolean used;
    private volatile boolean closed;
    private volatile @Nullable String clientId;
    private volatile @Nullable ExceptionListener exceptionListener;

    JmsConnection(
            Conversation conversation,
            Arrivals arrivals,
            Domain domain,
            TrustedClasses trusted,
            InstantSource clock,
            LongSupplier nanos) {
        this.conversation = conversation;
        this.arrivals = arrivals;
        this.domain = domain;
        this.trusted = trusted;
        this.clock = clock;
        this.nanos = nanos;
        this.name = "restante-" + Long.toHexString(conversation.connected().connection());
    }

    /** From here on the end of the link is noticed. */
    JmsConnection watched() {
        arrivals.onRenewal(this::renewed);
        arrivals.onEnd(this::ended);
        return this;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    Conversation conversation() {
        return conversation;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    TrustedClasses trusted() {
        return trusted;
    }

    InstantSource clock() {
        return clock;
    }

    LongSupplier nanos() {
        return nanos;
    }

    String name() {
        return name;
    }

    /** A number for a session or consumer, unique on the link. */
    int nextNumber() {
        return numbers.incrementAndGet();
    }

    MessageId nextMessageId() {
        Reply.Connected broker = conversation.connected();
        return new MessageId(broker.store(), broker.connection(), messages.incrementAndGet());
    }

    private void checkOpen() throws JMSException {
        if (closed) {
            throw Problems.closed("connection");
        }
    }

    /** After the first use a client identifier comes too late; what asks nothing of the broker is no use. */
    private void use() throws JMSException {
        checkOpen();
        synchronized (lifecycle) {
            used = true;
        }
    }

    JmsSession open(AckMode mode, int code, Domain kind) throws JMSException {
        return add(new JmsSession(this, nextNumber(), mode, code, kind));
    }

    <S extends JmsSession> S add(S session) throws JMSException {
        use();
        synchronized (lifecycle) {
            sessions.add(session);
            session.setStarted(started);
        }
        return session;
    }

    void forget(JmsSession session) {
        sessions.remove(session);
    }

    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(
                mode(transacted, acknowledgeMode), transacted ? Session.SESSION_TRANSACTED : acknowledgeMode, domain);
    }

    private static AckMode mode(boolean transacted, int code) throws JMSException {
        AckMode mode = transacted ? AckMode.TRANSACTED : AckMode.of(code);
        if (!transacted && mode == AckMode.TRANSACTED) {
            throw new JMSException("a session that is not transacted cannot have the mode SESSION_TRANSACTED; "
                    + "use createSession(Session.SESSION_TRANSACTED)");
        }
        return mode;
    }

    @Override
    public Session createSession(int sessionMode) throws JMSException {
        return open(AckMode.of(sessionMode), sessionMode, domain);
    }

    @Override
    public Session createSession() throws JMSException {
        return createSession(Session.AUTO_ACKNOWLEDGE);
    }

    @Override
    public QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        domain.forQueues("createQueueSession");
        return open(
                mode(transacted, acknowledgeMode),
                transacted ? Session.SESSION_TRANSACTED : acknowledgeMode,
                Domain.QUEUES);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        domain.forTopics("createTopicSession");
        return open(
                mode(transacted, acknowledgeMode),
                transacted ? Session.SESSION_TRANSACTED : acknowledgeMode,
                Domain.TOPICS);
    }

    @Override
    public @Nullable String getClientID() throws JMSException {
        checkOpen();
        return clientId;
    }

    @Override
    public void setClientID(@Nullable String id) throws JMSException {
        checkOpen();
        if (id == null || id.isEmpty()) {
            throw Problems.translate(
                    Problem.INVALID_CLIENT_ID, "a client identifier is empty; give it at least one character");
        }
        synchronized (lifecycle) {
            if (clientId != null || used) {
                throw new IllegalStateException("the client identifier "
                        + (clientId != null
                                ? "is already '" + clientId + "'"
                                : "must be set before the connection is used"));
            }
            conversation.settle(new Request.Identify(id));
            clientId = id;
        }
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        checkOpen();
        return MetaData.THIS;
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() throws JMSException {
        checkOpen();
        return exceptionListener;
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        checkOpen();
        exceptionListener = listener;
    }

    @Override
    public void start() throws JMSException {
        use();
        synchronized (lifecycle) {
            started = true;
            sessions.forEach(session -> session.setStarted(true));
        }
    }

    @Override
    public void stop() throws JMSException {
        checkOpen();
        for (JmsSession session : sessions) {
            session.checkNotOwnMessage("stop", "connection");
        }
        synchronized (lifecycle) {
            started = false;
            sessions.forEach(session -> session.setStarted(false));
        }
        for (JmsSession session : sessions) {
            session.awaitQuiet();
        }
    }

    @Override
    public void close() throws JMSException {
        if (closed) {
            return;
        }
        for (JmsSession session : sessions) {
            session.checkNotOwnThread("close", "connection");
        }
        if (!closing.compareAndSet(false, true)) {
            Steps.await(ended, "closes the connection");
            return;
        }
        try {
            closeSessions();
        } finally {
            closed = true;
            conversation.close();
            ended.countDown();
        }
    }

    private void closeSessions() throws JMSException {
        JMSException first = Steps.attempt(servers::closeAll, null);
        while (!sessions.isEmpty()) {
            List<JmsSession> open = List.copyOf(sessions);
            for (JmsSession session : open) { // a listener may use all sessions until it has returned
                first = Steps.attempt(session::quiet, first);
            }
            for (JmsSession session : open) {
                first = Steps.attempt(session::close, first);
            }
            open.forEach(sessions::remove);
        }
        if (first != null) {
            throw first;
        }
    }

    /** Called by the link's thread. */
    private void renewed(Event.Renewed renewed) {
        sessions.forEach(session -> session.renewed(renewed));
        renewed.failed().values().forEach(failed -> report(Problems.translate(failed.problem(), failed.reason())));
    }

    /** Called by the link's thread. */
    private void ended(String reason) {
        conversation.ended(reason);
        sessions.forEach(session -> session.ended(reason));
        if (!closing.get()) {
            report(Problems.translate(Problem.CLOSED, "the link to the broker has ended: " + reason));
        }
    }

    /** Tells of a problem of a session's own thread; not of the link's end, which is told once by itself. */
    void reportUnlessEnded(JMSException problem) {
        if (!Problem.CLOSED.name().equals(problem.getErrorCode())) {
            report(problem);
        }
    }

    /** Has a thread of its own tell the exception listener, which may then close the connection. */
    private void report(JMSException problem) {
        Thread teller = new Thread(() -> tell(problem), name + "-exceptions");
        teller.setDaemon(true);
        teller.start();
    }

    /** One problem at a time, what has no other place to be told (section 6.1.7). */
    private void tell(JMSException problem) {
        ExceptionListener listener = exceptionListener;
        if (listener == null) {
            LOG.log(Level.WARNING, "no ExceptionListener is set to hear of this", problem);
            return;
        }
        synchronized (listener) {
            try {
                listener.onException(problem);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "the ExceptionListener threw", e);
            }
        }
    }

    Address createTemporary(Address.Kind kind) throws JMSException {
        Reply reply = conversation.settle(new Request.CreateTemporary(kind));
        if (!(reply instanceof Reply.Created created)) {
            throw new JMSException("the broker answered CreateTemporary with " + reply);
        }
        temporaries.add(created.address());
        return created.address();
    }

    static void deleteTemporary(@Nullable JmsConnection owner, Address address) throws JMSException {
        if (owner == null) {
            throw new JMSException(
                    "'" + address + "' came from another connection; only the one that made it can delete it");
        }
        owner.checkOpen();
        owner.conversation.settle(new Request.DeleteTemporary(address));
        owner.temporaries.remove(address);
    }

    /** Only the connection that made a temporary destination may consume from it (section 4.1.5). */
    void checkConsumable(Address address) throws JMSException {
        if (address.kind().isTemporary() && !temporaries.contains(address)) {
            throw new InvalidDestinationException(
                    "'" + address
                            + "' was not made by this connection, or is deleted; only the connection that made it may consume from it");
        }
    }

    @Override
    public ConnectionConsumer serve(
            @Nullable Destination destination,
            @Nullable String selector,
            @Nullable Subscription subscription,
            @Nullable ServerSessionPool pool,
            int max)
            throws JMSException {
        use();
        return servers.open(destination, selector, subscription, pool, max);
    }
}
