package org.restante.jms.session;

import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.failure.Steps;
import org.restante.link.Event.Delivery;
import org.restante.link.Reason;
import org.restante.thread.Threads;

/**
 * Loads the sessions of an application server's pool with the deliveries of one consumer, and starts them (section
 * 11.2.5). A thread of its own does so; any thread may close it. The monitor guards the state of that thread:
 * {@code asking} and {@code loading}.
 *
 * <p>The consumer belongs to a private session; loading hands its deliveries over to the pool's session. The trap: a
 * pool may block its caller for any time, so that no other thread waits while this thread is in the pool.
 */
final class JmsConnectionConsumer implements ConnectionConsumer {

    private static final System.Logger LOG = System.getLogger(JmsConnectionConsumer.class.getName());

    static final long FIRST_PAUSE_MILLIS = 100;
    static final long MAX_PAUSE_MILLIS = 10_000;

    private final ConnectionContext connection;
    private final ConnectionConsumers servers;
    private final JmsSession own;
    private final Buffer buffer;
    private final ServerSessionPool pool;
    private final int maxMessages;
    private final Thread thread;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private long pause = FIRST_PAUSE_MILLIS;
    private boolean asking;
    private boolean loading;

    /**
     * @param own the consumer's own session, which is closed with this connection consumer
     * @param maxMessages the largest number of messages that a session is loaded with at once
     */
    JmsConnectionConsumer(
            ConnectionContext connection,
            ConnectionConsumers servers,
            JmsSession own,
            JmsConsumer consumer,
            ServerSessionPool pool,
            int maxMessages) {
        this.connection = connection;
        this.servers = servers;
        this.own = own;
        this.buffer = consumer.buffer();
        this.pool = pool;
        this.maxMessages = maxMessages;
        this.thread = Threads.lasting(connection.name() + "-" + own.number() + "-pool", this::run);
    }

    /**
     * Starts the thread. It is not a daemon: as a listener's thread, it keeps the application alive until the
     * connection is closed.
     */
    JmsConnectionConsumer begin() {
        thread.start();
        return this;
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = serveNext();
            } catch (JMSException e) {
                goesOn = Problems.isInterrupted(e) && !closing.get();
                if (!goesOn) {
                    connection.reports().reportUnlessEnded(e);
                }
            } catch (RuntimeException | Error e) { // the only thread of this consumer
                goesOn = !closing.get();
                LOG.log(Level.ERROR, "a connection consumer failed; it continues", e);
            }
            clearInterrupt(); // the code of the pool may have set it
        }
    }

    private static void clearInterrupt() {
        if (Thread.interrupted()) {
            LOG.log(Level.DEBUG, "cleared the interrupt of a connection consumer's thread");
        }
    }

    /** Takes a delivery and serves it. Returns false once the consumer is closed. */
    private boolean serveNext() throws JMSException {
        Delivery next = take(SessionInbox.FOR_EVER);
        if (next == null) {
            return false;
        }
        try {
            serve(next);
        } catch (JMSException e) {
            onFailure(e);
        } catch (RuntimeException | Error e) { // the pool is the application's code
            JMSException failure = new JMSException("the server session pool " + pool + " failed: " + Reason.of(e));
            failure.initCause(e);
            onFailure(failure);
        }
        return true;
    }

    /** Takes a delivery and ends its handover at once, so that no thread waits for the pool. */
    private @Nullable Delivery take(long wait) throws JMSException {
        Delivery next = own.inbox().take(buffer, wait);
        if (next != null) {
            own.inbox().endHandover(buffer, false);
        }
        return next;
    }

    private void serve(Delivery first) throws JMSException {
        long begun = connection.nanos().getAsLong();
        ServerSession server = takeServerSession();
        if (server == null) {
            return;
        }
        JmsSession session = servers.own(server.getSession());
        List<Delivery> batch = batch(first);
        if (load(session, batch)) {
            start(server, session);
            own.inbox().recordProcessed(buffer, batch.size(), connection.nanos().getAsLong() - begun);
        } else {
            server.start(); // without messages, so that it returns to its pool
        }
        pause = FIRST_PAUSE_MILLIS;
    }

    /** Takes a server session from the pool; null if this consumer is closed. */
    private @Nullable ServerSession takeServerSession() throws JMSException {
        if (!beginAsking()) {
            return null;
        }
        ServerSession server;
        try {
            server = pool.getServerSession();
        } finally {
            endAsking();
        }
        if (server == null) {
            throw new JMSException("the server session pool " + pool + " returned null instead of a ServerSession");
        }
        return server;
    }

    private synchronized boolean beginAsking() {
        asking = !closing.get();
        return asking;
    }

    /** Ends the call of the pool. Close interrupts the thread before this call or not at all. */
    private synchronized void endAsking() {
        asking = false;
        clearInterrupt();
    }

    private List<Delivery> batch(Delivery first) throws JMSException {
        List<Delivery> batch = new ArrayList<>();
        Delivery next = first;
        while (next != null) {
            batch.add(next);
            next = batch.size() < maxMessages ? take(0) : null;
        }
        return batch;
    }

    /** Loads a session. Returns false once this consumer is closed. */
    private boolean load(JmsSession session, List<Delivery> batch) throws JMSException {
        if (!beginLoading()) {
            return false;
        }
        try {
            session.serving().load(own.number(), buffer.consumer(), batch);
            return true;
        } finally {
            endLoading();
        }
    }

    private synchronized boolean beginLoading() {
        loading = !closing.get();
        return loading;
    }

    private synchronized void endLoading() {
        loading = false;
        notifyAll();
    }

    private void start(ServerSession server, JmsSession session) throws JMSException {
        boolean started = false;
        try {
            server.start();
            started = true;
        } finally {
            if (!started) {
                session.serving().unload(own.number(), buffer.consumer());
            }
        }
    }

    /** Returns the deliveries that no listener has seen to the broker, and pauses before the next call of the pool. */
    private void onFailure(JMSException problem) throws JMSException {
        if (closing.get()) {
            return; // closing the consumer returns the rest
        }
        clearInterrupt();
        connection.reports().reportUnlessEnded(problem);
        own.recover();
        try {
            if (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                pause = Math.min(2 * pause, MAX_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            throw Problems.interrupted("waiting to ask the pool again", e);
        }
    }

    @Override
    public ServerSessionPool getServerSessionPool() throws JMSException {
        if (closing.get()) {
            throw Problems.closed("connection consumer");
        }
        return pool;
    }

    /**
     * Waits for the listeners that process a message of it, unless such a listener calls. Deliveries that no listener
     * has seen return to the broker.
     */
    @Override
    public void close() throws JMSException {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        closed.countDown();
        Steps.all(
                this::awaitLoaded,
                () -> servers.unload(own.number(), buffer.consumer()),
                own::close,
                () -> servers.awaitServed(buffer.consumer()),
                () -> servers.forget(this));
    }

    private synchronized void awaitLoaded() throws JMSException {
        if (asking) {
            thread.interrupt();
        }
        try {
            while (loading) {
                wait();
            }
        } catch (InterruptedException e) {
            throw Problems.interrupted("waiting until a session is loaded", e);
        }
    }
}
