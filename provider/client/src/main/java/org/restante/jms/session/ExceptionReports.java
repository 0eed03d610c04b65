package org.restante.jms.session;

import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.restante.link.Problem;
import org.restante.thread.Threads;

/**
 * Reports problems that no call can throw to a connection's ExceptionListener (section 6.1.7). Any thread may use it.
 */
final class ExceptionReports {

    private static final System.Logger LOG = System.getLogger(ExceptionReports.class.getName());

    private final String name;
    private volatile @Nullable ExceptionListener listener;

    /** @param name the connection's name, for the threads */
    ExceptionReports(String name) {
        this.name = name;
    }

    @Nullable
    ExceptionListener listener() {
        return listener;
    }

    void setListener(@Nullable ExceptionListener to) {
        listener = to;
    }

    /**
     * Reports a problem of a session's own thread, unless it is the end of the link, which the connection reports once.
     */
    void reportUnlessEnded(JMSException problem) {
        if (!Problem.CLOSED.name().equals(problem.getErrorCode())) {
            report(problem);
        }
    }

    /** Calls the exception listener on a new thread, so that the listener may close the connection. */
    void report(JMSException problem) {
        try {
            Threads.daemon(name + "-exceptions", () -> callListener(problem)).start();
        } catch (OutOfMemoryError e) { // no thread can be made; the thread that reports serves others, and goes on
            LOG.log(Level.ERROR, "no thread can be made to report a problem of " + name, problem);
        }
    }

    /** Calls the listener, with one problem at a time. */
    private void callListener(JMSException problem) {
        ExceptionListener current = listener;
        if (current == null) {
            LOG.log(
                    Level.WARNING,
                    "{0}: {1} (no ExceptionListener is set; the stack trace is logged at DEBUG)",
                    name,
                    problem.getMessage());
            LOG.log(Level.DEBUG, "a problem of the connection " + name, problem);
            return;
        }
        synchronized (current) {
            try {
                current.onException(problem);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "the ExceptionListener threw", e);
            }
        }
    }
}
