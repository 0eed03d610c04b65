package org.restante.conformance.serving;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * The session pool of an application server: each session runs in a thread of its own and returns to the pool when its run has
 * returned. A caller of getServerSession waits while all sessions are busy.
 */
final class Pool implements ServerSessionPool, AutoCloseable {

    private final BlockingQueue<ServerSession> idle = new LinkedBlockingQueue<>();
    private final List<Session> sessions = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread made = new Thread(task, "conformance-pool");
        made.setDaemon(true);
        return made;
    });

    /** A pool of {@code size} sessions; {@code listeners} makes the listener of each session. */
    Pool(Connection connection, int size, int mode, Function<Session, MessageListener> listeners) throws JMSException {
        for (int i = 0; i < size; i++) {
            Session session = connection.createSession(mode);
            session.setMessageListener(listeners.apply(session));
            sessions.add(session);
            idle.add(new Served(session));
        }
    }

    /** A pool of one session in AUTO_ACKNOWLEDGE mode. */
    static Pool ofOne(Connection connection, MessageListener listener) throws JMSException {
        return new Pool(connection, 1, Session.AUTO_ACKNOWLEDGE, session -> listener);
    }

    @Override
    public ServerSession getServerSession() throws JMSException {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JMSException("interrupted while all sessions of the pool were busy");
        }
    }

    /** The number of idle sessions. */
    int idle() {
        return idle.size();
    }

    Session session(int index) {
        return sessions.get(index);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Served implements ServerSession {
        private final Session session;

        Served(Session session) {
            this.session = session;
        }

        @Override
        public Session getSession() {
            return session;
        }

        @Override
        public void start() {
            threads.execute(() -> {
                session.run();
                idle.add(this);
            });
        }
    }
}
