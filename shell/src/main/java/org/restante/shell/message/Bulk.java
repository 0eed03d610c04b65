package org.restante.shell.message;

import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.restante.shell.visit.Target;
import org.restante.shell.visit.Transaction;
import org.restante.shell.visit.Visit;

/**
 * Sends many messages, many to a transaction, and knows how many of them are kept. Owned by the thread that runs commands.
 *
 * <p>A transaction ends at {@value #MESSAGES} messages or {@value #BYTES} bytes, or when the caller says so; in the user's own
 * transaction nothing is committed here.
 */
final class Bulk implements AutoCloseable {

    private static final int MESSAGES = 1000;
    private static final int BYTES = 1 << 20;

    private final @Nullable Transaction transaction;
    private final JMSContext session;
    private final Destination destination;
    private final BiConsumer<JMSProducer, JMSContext> options;
    private long kept;
    private boolean unsure;
    private int open;
    private int openBytes;

    /** @param options what the user wants on each message */
    Bulk(Visit visit, Target to, BiConsumer<JMSProducer, JMSContext> options) {
        this.transaction = visit.transaction();
        this.session = transaction == null
                ? visit.connection().createContext(JMSContext.SESSION_TRANSACTED)
                : transaction.session();
        this.destination = to.in(session);
        this.options = options;
    }

    /** How many messages are kept for sure, or are in the user's transaction. */
    long kept() {
        return kept;
    }

    void send(Draft draft) throws JMSException {
        Message message = draft.in(session);
        JMSProducer producer = session.createProducer();
        draft.on(producer, session);
        options.accept(producer, session);
        producer.send(destination, message);
        open++;
        openBytes += draft.size();
        if (open >= MESSAGES || openBytes >= BYTES) {
            commit();
        }
    }

    void commit() {
        int sent = open;
        open = 0;
        openBytes = 0;
        if (sent > 0) {
            if (transaction == null) {
                commitSession();
            } else {
                transaction.sent(sent);
            }
            kept += sent;
        }
    }

    private void commitSession() {
        try {
            session.commit();
        } catch (TransactionRolledBackRuntimeException e) {
            throw e;
        } catch (JMSRuntimeException e) {
            unsure = true;
            throw e;
        }
    }

    /** Whether more may be kept than is known, as the answer to a commit did not come. */
    boolean isUnsure() {
        return unsure;
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
        if (transaction == null) {
            session.close();
        }
    }
}
