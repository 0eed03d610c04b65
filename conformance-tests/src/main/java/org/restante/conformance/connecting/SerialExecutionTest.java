package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Connection;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** A session runs one listener at a time. */
@Section("6.2.13")
class SerialExecutionTest extends ConformanceTest {

    @Test
    @Section("6.2.13")
    void listenersOfOneSessionNeverRunTogether() throws Exception {
        Queue one = queue();
        Queue two = queue();
        Connection connection = stoppedConnection();
        Session session = connection.createSession();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        for (Queue queue : new Queue[] {one, two}) {
            session.createConsumer(queue).setMessageListener(message -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                running.decrementAndGet();
                seen.incrementAndGet();
            });
        }
        for (int i = 0; i < 50; i++) {
            send(one, "a");
            send(two, "b");
        }
        connection.start();
        soon().until(() -> seen.get() == 100);
        assertEquals(1, most.get());
    }

    @Test
    @Section("6.2.13")
    void listenerWaitsWhileAnotherListenerOfItsSessionRuns() throws Exception {
        Queue one = queue();
        Queue two = queue();
        Connection connection = stoppedConnection();
        Session session = connection.createSession();
        HeldListener busy = new HeldListener();
        ReceivedMessages waiting = new ReceivedMessages();
        session.createConsumer(one).setMessageListener(busy);
        session.createConsumer(two).setMessageListener(waiting);
        connection.start();
        send(one, "a");
        busy.awaitMessage();
        send(two, "b");
        waiting.assertNothingComes();
        busy.release();
        assertEquals("b", waiting.nextText());
    }

    @Test
    @Section("6.2.14")
    void listenersOfTwoSessionsRunTogether() throws Exception {
        Queue one = queue();
        Queue two = queue();
        Connection connection = connection();
        HeldListener busy = new HeldListener();
        ReceivedMessages free = new ReceivedMessages();
        connection.createSession().createConsumer(one).setMessageListener(busy);
        connection.createSession().createConsumer(two).setMessageListener(free);
        send(one, "a");
        busy.awaitMessage();
        send(two, "b");
        assertEquals("b", free.nextText());
        busy.release();
    }
}
