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
 * Sends many messages in batches, one transaction each, and counts those that are committed. Owned by the thread that runs commands.
 *
 * <p>A batch ends at {@value #MESSAGES} messages or {@value #BYTES} bytes, or when the caller commits. In the user's own transaction
 * nothing is committed here.
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
     * @param options sets the headers and properties of each message
     */
    public Bulk(ShellSession session, Target to, BiConsumer<JMSProducer, JMSContext> options) {
        this.transaction = session.transaction();
        this.context = transaction == null
                ? session.connection().createContext(JMSContext.SESSION_TRANSACTED)
                : transaction.context();
        this.destination = to.in(context);
        this.options = options;
    }

    /** How many messages are committed, or are in the user's transaction. */
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

    /** Whether more messages may be committed than {@link #kept} counts, because the reply to a commit was lost. */
    public boolean isUnsure() {
        return unsure;
    }

    /** After another failure: commits the messages sent so far, if possible. */
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
