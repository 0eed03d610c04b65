package org.restante.shell.session;

import jakarta.jms.JMSContext;

/**
 * The messages published and polled since {@code begin}: the commit applies all of them, or none. Owned by the thread that runs commands.
 */
public final class ShellTransaction {

    private final JMSContext context;
    private long sent;
    private long received;
    private boolean undone;

    ShellTransaction(JMSContext connection) {
        context = connection.createContext(JMSContext.SESSION_TRANSACTED);
    }

    public JMSContext context() {
        return context;
    }

    public void sent(long messages) {
        sent += messages;
    }

    public void received(long messages) {
        received += messages;
    }

    public long sent() {
        return sent;
    }

    public long received() {
        return received;
    }

    /** Whether it was rolled back with its connection. */
    boolean isUndone() {
        return undone;
    }

    void close() {
        undone = true;
        context.close();
    }
}
