package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The three ways to receive. */
@Section("8.5")
class ReceiveTest extends ConformanceTest {

    @Test
    @Section("8.5")
    void receiveWaitsUntilAMessageComes() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue);
        var receiving = inBackground(() -> textOf(consumer.receive()));
        assertTrue(receiving.staysBusy());
        send(queue, "a");
        assertEquals("a", receiving.result());
    }

    @Test
    @Section("8.5")
    void receiveReturnsNullAfterItsTimeout() throws Exception {
        MessageConsumer consumer = session().createConsumer(queue());
        long before = System.nanoTime();
        assertNull(consumer.receive(QUIET));
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
        assertTrue(took >= QUIET / 2, "returned long before its timeout");
    }

    @Test
    @Section("8.5")
    void receiveReturnsAMessageThatComesWithinItsTimeout() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue);
        var receiving = inBackground(() -> receiveText(consumer));
        assertTrue(receiving.staysBusy());
        send(queue, "a");
        assertEquals("a", receiving.result());
    }

    @Test
    @Section("API: MessageConsumer")
    void timeoutOfZeroNeverExpires() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue);
        var receiving = inBackground(() -> textOf(consumer.receive(0)));
        assertTrue(receiving.staysBusy());
        send(queue, "a");
        assertEquals("a", receiving.result());
    }

    @Test
    @Section("8.5")
    void receiveNoWaitReturnsNullWhenNoMessageWaits() throws Exception {
        assertNull(session().createConsumer(queue()).receiveNoWait());
    }

    @Test
    @Section("8.5")
    void receiveNoWaitReturnsAWaitingMessage() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        MessageConsumer consumer = session().createConsumer(queue);
        Message received = soon().until(consumer::receiveNoWait, Objects::nonNull);
        assertEquals("a", textOf(received));
    }

    @Test
    @Section("8.8")
    void receiveReturnsNullWhenItsConsumerIsClosed() throws Exception {
        MessageConsumer consumer = session().createConsumer(queue());
        var receiving = inBackground(consumer::receive);
        assertTrue(receiving.staysBusy());
        consumer.close();
        assertNull(receiving.result());
    }

    @Test
    @Section("8.1")
    void twoConsumersOfOneSessionReceiveInTurn() throws Exception {
        Queue one = queue();
        Queue two = queue();
        var session = session();
        MessageConsumer fromOne = session.createConsumer(one);
        MessageConsumer fromTwo = session.createConsumer(two);
        send(one, "a", "c");
        send(two, "b", "d");
        assertReceives(fromOne, "a");
        assertReceives(fromTwo, "b", "d");
        assertReceives(fromOne, "c");
    }
}
