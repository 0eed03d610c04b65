package org.restante.jms.session;

import jakarta.jms.JMSException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.message.JmsMessage;
import org.restante.jms.session.SessionInbox.Handover;
import org.restante.link.Reason;
import org.restante.thread.Threads;

/**
 * The one thread that runs a session's message listeners, in the order of arrival. It starts when the first listener is
 * set and ends when none is left. The monitor guards it.
 *
 * <p>It is not a daemon: an application that only listens has no other thread, and must stay alive until it closes its
 * connection.
 */
final class Listening {

    private static final long RETRY_MILLIS = 100;

    private static final System.Logger LOG = System.getLogger(Listening.class.getName());

    private final SessionInbox inbox;
    private final Receiving receiving;
    private final Settlement settlement;
    private final String name;
    private final Consumer<JMSException> report;
    private @Nullable Thread thread;

    Listening(
            SessionInbox inbox,
            Receiving receiving,
            Settlement settlement,
            String name,
            Consumer<JMSException> report) {
        this.inbox = inbox;
        this.receiving = receiving;
        this.settlement = settlement;
        this.name = name;
        this.report = report;
    }

    /** Starts the thread if there are listeners and it is not running. */
    synchronized void begin() {
        if (thread == null && inbox.hasListeners()) {
            Thread made = Threads.lasting(name, this::run);
            made.start(); // if it fails, the next call tries again
            thread = made;
        }
    }

    synchronized boolean isOwnThread() {
        return Thread.currentThread() == thread;
    }

    /** Ends the thread, called when it found nothing to do. Returns false if there are listeners again. */
    private synchronized boolean end() {
        if (inbox.hasListeners()) {
            return false;
        }
        thread = null;
        return true;
    }

    private void run() {
        do {
            try {
                Handover next = inbox.next(settlement::acknowledgeLazily);
                while (next != null) {
                    deliver(next);
                    clearInterrupt(); // the flag must not reach the next listener
                    next = inbox.next(settlement::acknowledgeLazily);
                }
            } catch (JMSException interrupted) {
                LOG.log(
                        Level.WARNING,
                        "a listener's thread was interrupted while it waited; it continues",
                        interrupted);
                clearInterrupt();
            } catch (RuntimeException | Error e) { // the session's only listener thread
                report.accept(Problems.caused(
                        new JMSException("the listeners of " + name + " could not be served: " + Reason.of(e)), e));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
            }
        } while (!end());
    }

    /**
     * Hands over the arrived messages in the caller's thread, which counts as the listener thread meanwhile. The caller
     * ensures that only one thread calls at a time.
     */
    void runHere() {
        own(Thread.currentThread());
        try {
            Handover next = inbox.nextArrived();
            while (next != null) {
                deliver(next);
                next = inbox.nextArrived();
            }
            settlement.acknowledgeLazily();
        } catch (JMSException interrupted) {
            LOG.log(
                    Level.WARNING,
                    "interrupted before all messages were handed over; the rest stays with its session",
                    interrupted);
        } finally {
            own(null);
        }
    }

    private synchronized void own(@Nullable Thread runner) {
        thread = runner;
    }

    private static void clearInterrupt() {
        if (Thread.interrupted()) {
            LOG.log(Level.DEBUG, "cleared the interrupt of a listener's thread");
        }
    }

    private void deliver(Handover next) {
        try {
            if (receiving.isExpired(next.delivery())) {
                settlement.dropExpired(next.delivery().tag());
            } else {
                settlement.endListener(next.delivery(), call(next));
            }
        } catch (JMSException e) {
            report.accept(e);
        } catch (RuntimeException | Error e) { // otherwise the session's only listener thread would end
            report.accept(Problems.caused(
                    new JMSException("a message could not be handed to its listener: " + Reason.of(e)), e));
        } finally {
            inbox.endHandover(next.buffer(), true);
        }
    }

    /** Calls the listener. Returns false if it threw. */
    private boolean call(Handover next) {
        JmsMessage message = receiving.message(next.delivery());
        settlement.beginListener(next.delivery());
        try {
            next.listener().onMessage(message);
            return true;
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.WARNING,
                    "the message listener " + next.listener() + " may be malfunctioning: it threw on "
                            + message.getJMSMessageID(),
                    e);
            return false;
        }
    }
}
