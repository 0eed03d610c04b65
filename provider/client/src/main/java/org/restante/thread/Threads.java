package org.restante.thread;

import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadFactory;

/**
 * Makes threads. Any thread may use it.
 *
 * <p>The trap: a thread that ends is logged here, but nobody else hears of it. So the task of a thread on which others wait catches
 * RuntimeException and Error itself, and goes on or ends the waiting; docs/operations.md has the table of all threads.
 */
public final class Threads {

    private static final System.Logger LOG = System.getLogger(Threads.class.getName());

    private Threads() {}

    /** A thread that does not keep the process alive; not started. */
    public static Thread daemon(String name, Runnable task) {
        Thread thread = thread(name, task);
        thread.setDaemon(true);
        return thread;
    }

    /** A thread that keeps the process alive while it runs; not started. */
    public static Thread lasting(String name, Runnable task) {
        Thread thread = thread(name, task);
        thread.setDaemon(false);
        return thread;
    }

    /** Makes the threads of an executor, all of one name. They do not keep the process alive. */
    public static ThreadFactory daemons(String name) {
        return task -> daemon(name, task);
    }

    /** A blocking wait; {@link #uninterruptibly} repeats it after an interrupt. */
    public interface Wait {
        void await() throws InterruptedException;
    }

    /** Waits, whatever interrupts come; the thread's flag is set again afterwards. */
    public static void uninterruptibly(Wait wait) {
        boolean interrupted = false;
        while (true) {
            try {
                wait.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setUncaughtExceptionHandler(Threads::logEnd);
        return thread;
    }

    private static void logEnd(Thread ended, Throwable cause) {
        LOG.log(Level.ERROR, "the thread " + ended.getName() + " has ended by an error", cause);
    }
}
