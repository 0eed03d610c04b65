package org.restante.shell.message;

import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import java.util.function.UnaryOperator;
import org.restante.shell.visit.Target;

/**
 * Sends many messages, many to a transaction, and knows how many of them are kept. Owned by the thread that runs commands.
 *
 * <p>A transaction ends at {@value #MESSAGES} messages or {@value #BYTES} bytes, or when the caller says so.
 */
final class Bulk implements AutoCloseable {

    private static final int MESSAGES = 1000;
    private static final int BYTES = 1 << 20;

    private final JMSContext session;
    private final Destination destination;
    private final JMSProducer producer;
    private long kept;
    private int open;
    private int openBytes;

    Bulk(JMSContext connection, Target to, UnaryOperator<JMSProducer> options) {
        session = connection.createContext(JMSContext.SESSION_TRANSACTED);
        destination = to.in(session);
        producer = options.apply(session.createProducer());
    }

    /** How many messages are kept for sure. */
    long kept() {
        return kept;
    }

    void send(Payload payload) throws JMSException {
        producer.send(destination, payload.in(session));
        open++;
        openBytes += payload.size();
        if (open >= MESSAGES || openBytes >= BYTES) {
            commit();
        }
    }

    void commit() {
        int sent = open;
        open = 0;
        openBytes = 0;
        if (sent > 0) {
            session.commit();
            kept += sent;
        }
    }

    /** Keeps what can be kept of what was sent, after something else went wrong. */
    void commitIfPossible(Exception cause) {
        try {
            commit();
        } catch (JMSRuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
