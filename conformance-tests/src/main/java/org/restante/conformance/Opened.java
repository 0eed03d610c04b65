package org.restante.conformance;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The objects that a test has opened, to be closed in reverse order. Used by one thread at a time: first the test's, then JUnit's. */
final class Opened {

    private final Deque<AutoCloseable> all = new ArrayDeque<>();
    private @Nullable Session desk;

    synchronized <T extends AutoCloseable> T add(T closeable) {
        all.push(closeable);
        return closeable;
    }

    synchronized Session desk() throws Exception {
        if (desk == null) {
            Connection connection = add(Provider.fixture().connectionFactory().createConnection());
            connection.start();
            desk = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        }
        return desk;
    }

    /** Closes all objects, even if some of them fail; throws the first failure, with the others as suppressed exceptions. */
    synchronized void close() throws Exception {
        Exception failure = closeAll();
        if (failure != null) {
            throw failure;
        }
    }

    /** Closes all objects, whose connections are broken, so that a close may fail. */
    @SuppressWarnings("CheckReturnValue") // the failures are those of connections to a process that has ended
    synchronized void closeBroken() {
        closeAll();
    }

    private @Nullable Exception closeAll() {
        desk = null;
        Exception failure = null;
        while (!all.isEmpty()) {
            try {
                all.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        return failure;
    }
}
