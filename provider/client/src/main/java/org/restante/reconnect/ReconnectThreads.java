package org.restante.reconnect;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.restante.thread.Threads;

/** The threads that reconnect, one for each lost link; an idle one ends after ten seconds. */
public final class ReconnectThreads {

    /** Any thread may use it. */
    public static final Executor ALL = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Threads.daemons("restante-reconnect"));

    private ReconnectThreads() {}
}
