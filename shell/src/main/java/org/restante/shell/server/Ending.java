package org.restante.shell.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server ends on SIGTERM or Ctrl-C: in order, with exit code 0; on a second signal at once.
 *
 * <p>The trap: the JVM itself would end with 143 or 130 whatever was done, so the last thing done here is to halt it.
 */
public final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final int AT_ONCE = 130;

    private Ending() {}

    /**
     * Waits until the process is told to end, then ends it; does not return.
     *
     * @param closing done first; what it throws is logged, and the exit code is 1
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
        Runtime.getRuntime().halt(code);
    }

    /** By reflection: the class is supported by every JDK, and its use is a warning that cannot be turned off. */
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
