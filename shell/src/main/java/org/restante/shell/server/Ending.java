package org.restante.shell.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.restante.shell.terminal.BoundedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shutdown of a server: SIGTERM or Ctrl-C shuts it down in order, with exit code 0; a second signal ends it at once.
 *
 * <p>The trap: after a signal the JVM ends with 143 or 130 even if the shutdown succeeds, so the hook halts the JVM itself.
 */
public final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final int AT_ONCE = 130;

    private Ending() {}

    /** Starts a server. */
    public interface Starting {

        /** Returns the action that closes the server; an exception of it is logged, and the exit code is 1. */
        Runnable start() throws Exception;
    }

    /**
     * Starts a server, waits for a signal, then ends the process; does not return. A signal during the start is obeyed when the start has
     * ended. The start runs on a thread of its own, because Ctrl-C interrupts the calling one.
     *
     * @throws Exception what the start threw, if there was no signal
     */
    public static void run(Starting starting) throws Exception {
        CompletableFuture<Runnable> started = new CompletableFuture<>();
        Thread hook = new Thread(() -> end(started), "restante-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException signalCameBefore) {
            Runtime.getRuntime().halt(0);
        }
        new Thread(() -> start(starting, started), "restante-start").start();
        try {
            started.join();
        } catch (CompletionException e) {
            if (isRemoved(hook)) {
                throw e.getCause() instanceof Exception failure ? failure : e;
            }
        }
        awaitTheHook();
    }

    private static void start(Starting starting, CompletableFuture<Runnable> started) {
        try {
            started.complete(starting.start());
        } catch (Exception | Error e) { // whatever it is, the caller waits for it
            started.completeExceptionally(e);
        }
    }

    /** Whether the hook will not run; false if a signal came. */
    private static boolean isRemoved(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signal) {
            return false;
        }
    }

    private static void awaitTheHook() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                LOG.debug("The hook ends the process", e);
            }
        }
    }

    private static void end(CompletableFuture<Runnable> started) {
        int code = 0;
        endOnTheNextSignal("TERM");
        endOnTheNextSignal("INT");
        try {
            started.exceptionally(e -> {
                        LOG.info("The server had not started", e);
                        return () -> {};
                    })
                    .join()
                    .run();
        } catch (RuntimeException | Error e) {
            LOG.error("The server did not end in order", e);
            code = 1;
        }
        BoundedLog.flushAll();
        Runtime.getRuntime().halt(code);
    }

    /** By reflection: every JDK has the class, but its direct use causes a compiler warning that cannot be turned off. */
    private static void endOnTheNextSignal(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler halt = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    Runtime.getRuntime().halt(AT_ONCE);
                }
                return null;
            };
            Object halting = Proxy.newProxyInstance(Ending.class.getClassLoader(), new Class<?>[] {handler}, halt);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), halting);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("A second SIG{} will not end the process", name, e);
        }
    }
}
