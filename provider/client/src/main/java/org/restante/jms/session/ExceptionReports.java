package org.restante.jms.session;

import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;

/** Tells a connection's ExceptionListener of problems that no call can throw (section 6.1.7). Any thread may use it. */
final class ExceptionReports {

    private static final System.Logger LOG = System.getLogger(ExceptionReports.class.getName());

    private final String name;
    private volatile @Nullable ExceptionListener listener;

    /** @param name the connection's */
    ExceptionReports(String name) {
        this.name = name;
    }

    @Nullable
    ExceptionListener listener() {
        return listener;
    }

    void setListener(@Nullable ExceptionListener told) {
        listener = told;
    }

    /** Reports a problem of a session's own thread; not the link's end, which is reported once by itself. */
    void reportUnlessEnded(JMSException problem) {
        if (!Problem.CLOSED.name().equals(problem.getErrorCode())) {
            report(problem);
        }
    }

    /** Has a thread of its own tell the exception listener, which may then close the connection. */
    void report(JMSException problem) {
        Thread teller = new Thread(() -> tell(problem), name + "-exceptions");
        teller.setDaemon(true);
        teller.start();
    }

    /** One problem at a time. */
    private void tell(JMSException problem) {
        ExceptionListener told = listener;
        if (told == null) {
            LOG.log(Level.WARNING, "no ExceptionListener is set to hear of this", problem);
            return;
        }
        synchronized (told) {
            try {
                told.onException(problem);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "the ExceptionListener threw", e);
            }
        }
    }
}
