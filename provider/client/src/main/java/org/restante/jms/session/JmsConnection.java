package org.restante.jms.session;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.TopicSession;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.failure.Steps;
import org.restante.jms.message.DestinationFactory;
import org.restante.jms.message.TrustedClasses;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Request;
import org.restante.link.Request.Subscription;

/**
 * A connection: one link, and the sessions over it. Any thread may use it (section 2.14).
 *
 * <p>The trap: a listener must not stop or close its own connection, because both calls wait for listeners to return;
 * they throw an {@link IllegalStateException} then (sections 6.1.5 and 6.1.8).
 */
public class JmsConnection implements ServingCalls {

    private final ConnectionContext context;
    private final Domain domain;
    private final Set<JmsSession> sessions = ConcurrentHashMap.newKeySet();
    private final ConnectionConsumers servers = new ConnectionConsumers(this, sessions);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object lifecycle = new Object();
    private boolean started;
    private boolean used;

    public JmsConnection(
            LinkClient client,
            Arrivals arrivals,
            Domain domain,
            TrustedClasses trusted,
            DestinationFactory destinations,
            InstantSource clock,
            LongSupplier nanos) {
        this.context = new ConnectionContext(client, arrivals, trusted, destinations, clock, nanos);
        this.domain = domain;
    }

    /** Starts to watch the link for its end and for a new broker. */
    public JmsConnection watch() {
        context.arrivals().onRenewal(this::onRenewed);
        context.arrivals().onEnd(this::onEnded);
        return this;
    }

    @Override
    public Domain domain() {
        return domain;
    }

    public ConnectionContext context() {
        return context;
    }

    /**
     * Marks the connection as used: from now on its client identifier cannot be set. Calls that make no request to the
     * broker do not count as use.
     */
    private void markUsed() throws JMSException {
        context.checkLive();
        synchronized (lifecycle) {
            used = true;
        }
    }

    JmsSession open(AckMode mode, int code, Domain kind) throws JMSException {
        return add(new JmsSession(context, context.nextNumber(), mode, code, kind));
    }

    public <S extends JmsSession> S add(S session) throws JMSException {
        markUsed();
        synchronized (lifecycle) {
            session.setOnClose(() -> sessions.remove(session));
            sessions.add(session);
            session.setStarted(started);
        }
        return session;
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
        domain.checkQueues("createQueueSession");
        return open(
                mode(transacted, acknowledgeMode),
                transacted ? Session.SESSION_TRANSACTED : acknowledgeMode,
                Domain.QUEUES);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        domain.checkTopics("createTopicSession");
        return open(
                mode(transacted, acknowledgeMode),
                transacted ? Session.SESSION_TRANSACTED : acknowledgeMode,
                Domain.TOPICS);
    }

    @Override
    public @Nullable String getClientID() throws JMSException {
        context.checkOpen();
        return context.clientId();
    }

    @Override
    public void setClientID(@Nullable String id) throws JMSException {
        context.checkOpen();
        if (id == null || id.isEmpty()) {
            throw Problems.translate(
                    Problem.INVALID_CLIENT_ID, "a client identifier is empty; give it at least one character");
        }
        synchronized (lifecycle) {
            String before = context.clientId();
            if (before != null || used) {
                throw new IllegalStateException("the client identifier "
                        + (before != null
                                ? "is already '" + before + "'"
                                : "must be set before the connection is used"));
            }
            context.client().ask(new Request.Identify(id));
            context.identify(id);
        }
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        context.checkOpen();
        return MetaData.THIS;
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() throws JMSException {
        context.checkOpen();
        return context.reports().listener();
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        context.checkOpen();
        context.reports().setListener(listener);
    }

    @Override
    public void start() throws JMSException {
        markUsed();
        synchronized (lifecycle) {
            started = true;
            sessions.forEach(session -> session.setStarted(true));
        }
    }

    @Override
    public void stop() throws JMSException {
        context.checkOpen();
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
        if (ended.getCount() == 0) {
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
            context.close();
            context.client().close();
            ended.countDown();
        }
    }

    private void closeSessions() throws JMSException {
        JMSException first = Steps.attempt(servers::closeAll, null);
        while (!sessions.isEmpty()) {
            List<JmsSession> open = List.copyOf(sessions);
            for (JmsSession session : open) { // before the first close, because a running listener may use any session
                first = Steps.attempt(session::quiesce, first);
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
    private void onRenewed(Event.Renewed renewed) {
        sessions.forEach(session -> session.onRenewed(renewed));
        renewed.failed()
                .values()
                .forEach(failed -> context.reports().report(Problems.translate(failed.problem(), failed.reason())));
    }

    /** Called by the link's thread. */
    private void onEnded(String reason) {
        context.client().end(reason);
        sessions.forEach(session -> session.onEnded(reason));
        if (!closing.get()) {
            context.reports().report(Problems.translate(Problem.CLOSED, "the link to the broker has ended: " + reason));
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
        markUsed();
        return servers.open(destination, selector, subscription, pool, max);
    }
}
