package org.restante;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.restante.link.LinkException;
import org.restante.link.Reason;
import org.restante.thread.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a data directory that another process holds, and starts the broker on it when it is free. It tries once a second, on a daemon
 * thread of its own. Any thread may use it.
 */
final class Standby implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final long RETRY_MILLIS = 1_000;

    private final BrokerConfiguration configuration;
    private final Taking taking;
    private final CountDownLatch closed = new CountDownLatch(1);
    private String lastWarning = "";

    /** Starts the broker on a directory if that is free. */
    @FunctionalInterface
    interface Taking {
        void hold(BrokerConfiguration configuration) throws LinkException;
    }

    private Standby(BrokerConfiguration configuration, Taking taking) {
        this.configuration = configuration;
        this.taking = taking;
    }

    static Standby start(BrokerConfiguration configuration) {
        return start(configuration, VmBrokers::hold);
    }

    static Standby start(BrokerConfiguration configuration, Taking taking) {
        Standby standby = new Standby(configuration, taking);
        Threads.daemon("restante-" + configuration.name() + "-standby", standby::await)
                .start();
        return standby;
    }

    private void await() {
        try {
            while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS) && !tryHold()) {
                LOG.trace("another process holds {}", configuration.data());
            }
        } catch (InterruptedException e) {
            LOG.warn("This process does not wait for the directory {} any more: interrupted", configuration.data());
            Thread.currentThread().interrupt();
        }
    }

    /** Returns true when there is no further try: the broker was started, or this object is closed. */
    private synchronized boolean tryHold() {
        if (closed.getCount() == 0) {
            return true;
        }
        try {
            taking.hold(configuration);
            return true;
        } catch (LinkException e) {
            AttachedLink.knock(e);
            if (!AttachedLink.canAttach(e)) {
                warnOnce(String.valueOf(e.getMessage()));
            }
            return false;
        } catch (RuntimeException | Error e) { // the application counts on this thread, and the next try may succeed
            LOG.debug("This process cannot take the directory {}", configuration.data(), e);
            warnOnce(Reason.of(e));
            return false;
        }
    }

    private void warnOnce(String why) {
        if (!why.equals(lastWarning)) {
            LOG.warn("This process still waits for the directory {}: {}", configuration.data(), why);
            lastWarning = why;
        }
    }

    /** Stops waiting. A broker that was started already keeps running. */
    @Override
    public synchronized void close() {
        closed.countDown();
    }
}
