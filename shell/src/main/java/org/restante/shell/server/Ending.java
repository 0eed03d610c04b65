package org.restante.shell.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
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

    /**
     * Waits for a signal, then ends the process; does not return.
     *
     * @param closing closes the server; an exception is logged, and the exit code is 1
     */
    public static void await(Runnable closing) {
        Thread hook = new Thread(() -> end(closing), "restante-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                LOG.debug("The hook ends the process", e);
            }
        }
    }

    private static void end(Runnable closing) {
        int code = 0;
        endOnTheNextSignal("TERM");
        endOnTheNextSignal("INT");
        try {
            closing.run();
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
