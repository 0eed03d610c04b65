package org.restante.jms.session;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.XASession;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Steps;
import org.restante.jms.message.JmsDestinations;
import org.restante.link.Request.Subscription;

/** A connection's open connection consumers, and their operations on its sessions. Any thread may use it. */
final class ConnectionConsumers {

    private final JmsConnection connection;
    private final Set<JmsSession> sessions;
    private final Set<JmsConnectionConsumer> open = ConcurrentHashMap.newKeySet();

    /** @param sessions the connection's open sessions, live */
    ConnectionConsumers(JmsConnection connection, Set<JmsSession> sessions) {
        this.connection = connection;
        this.sessions = sessions;
    }

    JmsConnectionConsumer open(
            @Nullable Destination destination,
            @Nullable String selector,
            @Nullable Subscription subscription,
            @Nullable ServerSessionPool pool,
            int max)
            throws JMSException {
        JmsDestinations.of(destination);
        if (destination == null || pool == null || max < 1) {
            throw new JMSException(
                    "a connection consumer needs a pool of server sessions and a maximum of at least 1 message; "
                            + "the pool is " + pool + ", the maximum is " + max);
        }
        JmsSession own = connection.open(AckMode.AUTO, Session.AUTO_ACKNOWLEDGE, Domain.BOTH);
        try {
            JmsConsumer consumer = own.consumer(destination, selector, false, subscription);
            JmsConnectionConsumer made =
                    new JmsConnectionConsumer(connection.context(), this, own, consumer, pool, max);
            open.add(made);
            return made.begin();
        } catch (JMSException e) {
            own.close();
            throw e;
        }
    }

    void forget(JmsConnectionConsumer consumer) {
        open.remove(consumer);
    }

    void closeAll() throws JMSException {
        JMSException first = null;
        for (JmsConnectionConsumer consumer : open) {
            first = Steps.attempt(consumer::close, first);
        }
        if (first != null) {
            throw first;
        }
    }

    /** The session that an application server's pool has returned, as one of this connection. */
    JmsSession own(@Nullable Session session) throws JMSException {
        Session plain = session instanceof XASession distributed ? distributed.getSession() : session;
        if (plain instanceof JmsSession known && sessions.contains(known)) {
            return known;
        }
        throw new JMSException("the server session pool returned the session " + session
                + ", which is not an open session of the connection consumer's connection");
    }

    /** Takes loaded deliveries that no listener has seen back into the session of their connection consumer. */
    void unload(int from, int consumer) throws JMSException {
        forEachSession(session -> session.serving().unload(from, consumer));
    }

    /**
     * Waits for the listeners that process a message of a connection consumer. A call from such a listener waits for no
     * other one.
     */
    void awaitServed(int consumer) throws JMSException {
        boolean isListener =
                sessions.stream().anyMatch(session -> session.serving().isOwnThread());
        forEachSession(session -> {
            if (!isListener || session.serving().isOwnThread()) {
                session.serving().forget(consumer);
            }
        });
    }

    /** An action on one session. */
    private interface Action {
        void apply(JmsSession session) throws JMSException;
    }

    private void forEachSession(Action action) throws JMSException {
        JMSException first = null;
        for (JmsSession session : sessions) {
            first = Steps.attempt(() -> action.apply(session), first);
        }
        if (first != null) {
            throw first;
        }
    }
}
