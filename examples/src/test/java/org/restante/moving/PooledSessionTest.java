package org.restante.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.restante.jms.RestanteSession;

/**
 * A session of pooled-jms goes back to the pool without {@code recover}, so in CLIENT_ACKNOWLEDGE its next borrower
 * acknowledges all messages that the session has delivered (section 6.2.10), also those of the borrower before.
 */
class PooledSessionTest extends MovedApplication {

    private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
    private final String left = newName();
    private final String taken = newName();

    @BeforeEach
    void fill() throws JMSException {
        pool.setConnectionFactory(factory);
        send(left, "left");
        send(taken, "taken");
    }

    @AfterEach
    void stopPool() {
        pool.stop();
    }

    @Test
    void nextBorrowerOfAClientAcknowledgeSessionAcknowledgesWhatTheOneBeforeLeft() throws Exception {
        borrowTwice(Session.CLIENT_ACKNOWLEDGE, session -> {}, Message::acknowledge);
        assertEquals(List.of(), waiting(left));
    }

    @Test
    void recoverBeforeCloseKeepsWhatTheBorrowerLeft() throws Exception {
        borrowTwice(Session.CLIENT_ACKNOWLEDGE, Session::recover, Message::acknowledge);
        assertEquals(List.of("left"), waiting(left));
    }

    @Test
    void transactedSessionKeepsWhatTheBorrowerLeft() throws Exception {
        try (Connection pooled = pool.createConnection()) {
            pooled.start();
            try (Session session = pooled.createSession(Session.SESSION_TRANSACTED)) {
                receive(session, left);
            }
            try (Session session = pooled.createSession(Session.SESSION_TRANSACTED)) {
                receive(session, taken);
                session.commit();
            }
        }
        pool.stop();
        assertEquals(List.of("left"), waiting(left));
        assertEquals(List.of(), waiting(taken));
    }

    @Test
    void individualAcknowledgeKeepsWhatTheBorrowerLeft() throws Exception {
        borrowTwice(RestanteSession.INDIVIDUAL_ACKNOWLEDGE, session -> {}, Message::acknowledge);
        assertEquals(List.of("left"), waiting(left));
    }

    /** A step of a borrower. */
    private interface Use<T> {
        void of(T used) throws JMSException;
    }

    private void borrowTwice(int mode, Use<Session> atTheEnd, Use<Message> settle) throws JMSException {
        try (Connection pooled = pool.createConnection()) {
            pooled.start();
            try (Session session = pooled.createSession(mode)) {
                receive(session, left);
                atTheEnd.of(session);
            }
            try (Session session = pooled.createSession(mode)) {
                settle.of(receive(session, taken));
            }
        }
        pool.stop();
        assertEquals(List.of(), waiting(taken));
    }

    private static Message receive(Session session, String queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            return next(consumer);
        }
    }
}
