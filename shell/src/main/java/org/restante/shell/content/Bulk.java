package org.restante.shell.content;

import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.ShellTransaction;
import org.restante.shell.session.Target;

/**
 * Sends many messages, many to a transaction, and knows how many of them are kept. Owned by the thread that runs commands.
 *
 * <p>A transaction ends at {@value #MESSAGES} messages or {@value #BYTES} bytes, or when the caller says so; in the user's own
 * transaction nothing is committed here.
 */
public final class Bulk implements AutoCloseable {

    private static final int MESSAGES = 1000;
    private static final int BYTES = 1 << 20;

    private final @Nullable ShellTransaction transaction;
    private final JMSContext context;
    private final Destination destination;
    private final BiConsumer<JMSProducer, JMSContext> options;
    private long kept;
    private boolean unsure;
    private int open;
    private int openBytes;

    /**
     * Sends to one destination.
     *
     * @param options what the user wants on each message
     */
    public Bulk(ShellSession session, Target to, BiConsumer<JMSProducer, JMSContext> options) {
        this.transaction = session.transaction();
        this.context = transaction == null
                ? session.connection().createContext(JMSContext.SESSION_TRANSACTED)
                : transaction.context();
        this.destination = to.in(context);
        this.options = options;
    }

    /** How many messages are kept for sure, or are in the user's transaction. */
    public long kept() {
        return kept;
    }

    public void send(Draft draft) throws JMSException {
        Message message = draft.in(context);
        JMSProducer producer = context.createProducer();
        draft.on(producer, context);
        options.accept(producer, context);
        producer.send(destination, message);
        open++;
        openBytes += draft.size();
        if (open >= MESSAGES || openBytes >= BYTES) {
            commit();
        }
    }

    public void commit() {
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
            context.commit();
        } catch (TransactionRolledBackRuntimeException e) {
            throw e;
        } catch (JMSRuntimeException e) {
            unsure = true;
            throw e;
        }
    }

    /** Whether more may be kept than is known, as the answer to a commit did not come. */
    public boolean isUnsure() {
        return unsure;
    }

    /** Keeps what can be kept of what was sent, after something else went wrong. */
    public void commitIfPossible(Exception cause) {
        try {
            commit();
        } catch (JMSRuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        if (transaction == null) {
            context.close();
        }
    }
}
