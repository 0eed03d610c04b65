package org.restante;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.restante.link.LinkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a data directory that another process holds, and takes it when it is free: a try each second, on a daemon of its own. Any
 * thread may use it.
 */
final class Standby implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final BrokerConfiguration configuration;
    private final CountDownLatch closed = new CountDownLatch(1);
    private String trouble = "";

    private Standby(BrokerConfiguration configuration) {
        this.configuration = configuration;
    }

    static Standby start(BrokerConfiguration configuration) {
        Standby made = new Standby(configuration);
        Thread thread = new Thread(made::await, "restante-" + configuration.name() + "-standby");
        thread.setDaemon(true);
        thread.start();
        return made;
    }

    private void await() {
        try {
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS) && !isHeld()) {
                LOG.trace("another process holds {}", configuration.data());
            }
        } catch (InterruptedException e) {
            LOG.warn("Nobody waits for the directory {} any more: interrupted", configuration.data());
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isHeld() {
        if (closed.getCount() == 0) {
            return true;
        }
        try {
            VmBrokers.hold(configuration);
            return true;
        } catch (LinkException e) {
            String why = String.valueOf(e.getMessage());
            if (!AttachedLink.canAttach(e) && !why.equals(trouble)) {
                LOG.warn("This process waits for the directory {}, and {}", configuration.data(), why);
                trouble = why;
            }
            return false;
        }
    }

    /** What it has taken stays taken. */
    @Override
    public synchronized void close() {
        closed.countDown();
    }
}
