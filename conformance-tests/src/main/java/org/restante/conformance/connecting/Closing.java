package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;

/** The steps that hold for a session which is closed itself and for one whose connection is closed. */
abstract class Closing extends ConformanceTest {

    /** Receives in another thread, and closes meanwhile. */
    final void assertPendingReceiveReturnsNull(Session session, AutoCloseable closed) throws Exception {
        MessageConsumer consumer = session.createConsumer(queue());
        var receiving = inBackground(consumer::receive);
        assertTrue(receiving.staysBusy());
        closed.close();
        assertNull(receiving.result());
    }

    /** A listener of the session that holds a message. */
    final HeldListener holdingListener(Session session) throws Exception {
        Queue queue = queue();
        HeldListener listener = new HeldListener();
        session.createConsumer(queue).setMessageListener(listener);
        send(queue, "a");
        listener.awaitMessage();
        return listener;
    }

    final void assertCloseWaitsForARunningListener(Session session, AutoCloseable closed) throws Exception {
        assertWaitsFor(holdingListener(session), closed);
    }

    final void assertCloseByAListenerIsRefusedOrAcknowledges(Session session, AutoCloseable closed) throws Exception {
        Queue queue = queue();
        CompletableFuture<String> outcome = new CompletableFuture<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                closed.close();
                outcome.complete("closed");
            } catch (IllegalStateException permitted) {
                outcome.complete("refused");
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });
        send(queue, "a");
        String result = outcome.get(SOON, TimeUnit.MILLISECONDS);
        assertTrue(result.equals("closed") || result.equals("refused"), result);
        closed.close();
        assertNothingComes(session().createConsumer(queue));
    }

    /** Receives and sends in a transaction, closes, and returns the received message as it comes again. */
    final Message assertCloseRollsBack(Session transacted, AutoCloseable closed) throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        transacted.createProducer(to).send(text("out"));
        assertReceives(transacted.createConsumer(from), "in");
        closed.close();
        Message again = receive(session().createConsumer(from));
        assertNothingComes(session().createConsumer(to));
        return again;
    }
}
