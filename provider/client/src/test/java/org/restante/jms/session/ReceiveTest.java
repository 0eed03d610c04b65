package org.restante.jms.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.jms.RestanteQueue;
import org.restante.jms.failure.Unchecked;
import org.restante.link.Reply;
import org.restante.link.Request;
import org.restante.link.Tag;

class ReceiveTest {

    private final ScriptedLink link = new ScriptedLink();
    private JmsConnection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = link.connection();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private JmsConsumer consumer(int mode) throws Exception {
        return (JmsConsumer)
                connection.open(AckMode.of(mode), mode, Domain.BOTH).createConsumer(new RestanteQueue("orders"));
    }

    private static CompletableFuture<Message> receiving(JmsConsumer consumer) {
        return CompletableFuture.supplyAsync(() -> Unchecked.getOrNull(consumer::receive));
    }

    /** Delivers during the drain, as a broker does with waiting messages. */
    private void deliverAtDrain(String text, int attempt) {
        link.answer(Request.Drain.class, request -> {
            link.deliver(((Request.Drain) request).consumer(), text, attempt);
            return new Reply.Done();
        });
    }

    private static String text(Message message) throws Exception {
        return message.getBody(String.class);
    }

    @Test
    void grantsNoCreditBeforeAnybodyReceives() throws Exception {
        consumer(Session.AUTO_ACKNOWLEDGE);

        assertEquals(0, link.credit(link.consumer()));
    }

    @Test
    void grantsNoCreditWhileTheConnectionIsStopped() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        connection.stop();

        assertNull(consumer.receive(1));
        assertNull(consumer.receiveNoWait());
        assertEquals(0, link.credit(link.consumer()));
        assertEquals(List.of(), link.requests(Request.Drain.class));
    }

    @Test
    void receiveNoWaitFindsWhatWaitsAtTheBroker() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        deliverAtDrain("tea", 1);

        assertEquals("tea", text(consumer.receiveNoWait()));
        assertEquals(1, link.credit(link.consumer()));
    }

    @Test
    void receiveNoWaitGrantsAnewAfterADrainTookTheCreditBack() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);

        assertNull(consumer.receiveNoWait());
        assertNull(consumer.receiveNoWait());

        assertEquals(2, link.credit(link.consumer()));
        assertEquals(2, link.requests(Request.Drain.class).size());
    }

    @Test
    void receiveFindsAtItsDeadlineWhatIsOnTheWay() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        deliverAtDrain("late", 1);

        assertEquals("late", text(consumer.receive(1)));
    }

    @Test
    void acknowledgesBeforeReceiveReturnsIfAcknowledgementsAreConfirmed() throws Exception {
        connection.context().confirmAcknowledgements();
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        link.hold(Request.Acknowledge.class);
        CompletableFuture<Message> received = receiving(consumer);
        Tag tag = link.deliver(link.consumer(), "tea");
        await().until(() -> !link.requests(Request.Acknowledge.class).isEmpty());

        assertEquals(
                List.of(tag), link.requests(Request.Acknowledge.class).get(0).tags());
        assertFalse(received.isDone());
        link.release(Request.Acknowledge.class, new Reply.Done());
        assertNotNull(received.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptWhileAcknowledgingLosesNoMessage() throws Exception {
        connection.context().confirmAcknowledgements();
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        link.hold(Request.Acknowledge.class);
        AtomicReference<Thread> receiver = new AtomicReference<>();
        CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();
        CompletableFuture<Message> received = CompletableFuture.supplyAsync(() -> {
            receiver.set(Thread.currentThread());
            Message message = Unchecked.getOrNull(consumer::receive);
            interruptedAfter.complete(Thread.interrupted());
            return message;
        });
        link.deliver(link.consumer(), "tea");
        await().until(() -> !link.requests(Request.Acknowledge.class).isEmpty());

        receiver.get().interrupt();
        link.release(Request.Acknowledge.class, new Reply.Done());

        assertNotNull(received.get(10, TimeUnit.SECONDS));
        assertTrue(interruptedAfter.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptEndsAReceiveAndIsRestored() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        Thread.currentThread().interrupt();

        assertThrows(JMSException.class, consumer::receive);

        assertTrue(Thread.interrupted());
    }

    @Test
    void closeEndsAReceiveWithNull() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        CompletableFuture<Message> received = receiving(consumer);
        await().until(() -> link.credit(link.consumer()) > 0);

        consumer.close();

        assertNull(received.get(10, TimeUnit.SECONDS));
        assertThrows(IllegalStateException.class, consumer::receiveNoWait);
    }

    @Test
    void theLinksEndEndsAReceiveWithAnException() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        CompletableFuture<Message> received = receiving(consumer);
        await().until(() -> link.credit(link.consumer()) > 0);

        link.end("the server is gone");

        Exception e = assertThrows(Exception.class, () -> received.get(10, TimeUnit.SECONDS));
        assertTrue(e.toString().contains("the server is gone"), e::toString);
    }

    @Test
    void theLinksEndEndsAWaitForAReply() throws Exception {
        JmsSession session = connection.open(AckMode.AUTO, Session.AUTO_ACKNOWLEDGE, Domain.BOTH);
        link.hold(Request.Send.class);
        JmsProducer producer = (JmsProducer) session.createProducer(new RestanteQueue("orders"));
        CompletableFuture<Void> sent =
                CompletableFuture.runAsync(() -> Unchecked.run(() -> producer.send(session.createMessage())));
        await().until(() -> !link.requests(Request.Send.class).isEmpty());

        link.end("the server is gone");

        await().until(sent::isCompletedExceptionally);
    }

    @Test
    void aStoppedConnectionHandsOutNothingThatIsBuffered() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        CompletableFuture<Message> received = receiving(consumer);
        await().until(() -> link.credit(link.consumer()) > 0);
        connection.stop();
        link.deliver(link.consumer(), "tea");

        await().during(Duration.ofMillis(100)).until(() -> !received.isDone());
        connection.start();
        assertNotNull(received.get(10, TimeUnit.SECONDS));
    }

    @Test
    void dropsWhatExpiredInTheBuffer() throws Exception {
        ScriptedLink other = new ScriptedLink();
        try (JmsConnection late = other.stopped(InstantSource.fixed(Instant.ofEpochMilli(5000)))) {
            late.start();
            JmsConsumer consumer = (JmsConsumer) late.open(AckMode.CLIENT, Session.CLIENT_ACKNOWLEDGE, Domain.BOTH)
                    .createConsumer(new RestanteQueue("orders"));
            other.deliver(other.consumer(), ScriptedLink.text("old", 5000), 1);
            other.deliver(other.consumer(), ScriptedLink.text("fresh", 5001), 1);

            assertEquals("fresh", text(consumer.receiveNoWait()));
            assertEquals(1, other.requests(Request.Expired.class).size());
            assertEquals(List.of(), other.requests(Request.Acknowledge.class));
        }
    }

    /** Each reading of this clock is an hour from the one before, while the consumer waits and drops what expired. */
    @ParameterizedTest
    @ValueSource(longs = {3_600_000, -3_600_000})
    void receiveWaitsItsTimeWhileTheClockIsSet(long jump) throws Exception {
        AtomicLong wall = new AtomicLong(1000 * Math.abs(jump));
        ScriptedLink other = new ScriptedLink();
        try (JmsConnection jumping = other.stopped(() -> Instant.ofEpochMilli(wall.addAndGet(jump)))) {
            jumping.start();
            MessageConsumer consumer = jumping.open(AckMode.CLIENT, Session.CLIENT_ACKNOWLEDGE, Domain.BOTH)
                    .createConsumer(new RestanteQueue("orders"));
            for (int i = 0; i < 3; i++) {
                other.deliver(other.consumer(), ScriptedLink.text("old", 1), 1);
            }
            long begun = System.nanoTime();
            assertNull(consumer.receive(200));
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            assertTrue(took >= 200 && took < 600_000, () -> took + " ms");
            assertEquals(3, other.requests(Request.Expired.class).size());
        }
    }

    @Test
    void tellsHowOftenAMessageWasDelivered() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        deliverAtDrain("again", 3);

        Message message = consumer.receiveNoWait();

        assertTrue(message.getJMSRedelivered());
        assertEquals(3, message.getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    void closingAConsumerSaysWhatWasSeen() throws Exception {
        JmsConsumer consumer = consumer(Session.CLIENT_ACKNOWLEDGE);
        Tag seen = link.deliver(link.consumer(), "seen");
        link.deliver(link.consumer(), "unseen");
        assertNotNull(consumer.receive());

        consumer.close();

        assertEquals(
                List.of(seen), link.requests(Request.CloseConsumer.class).get(0).seen());
    }

    @Test
    void aBodyOfTheWrongTypeStaysToBeReceived() throws Exception {
        JmsConsumer consumer = consumer(Session.AUTO_ACKNOWLEDGE);
        link.deliver(link.consumer(), "tea");

        assertThrows(JMSException.class, () -> consumer.receiveOnly(Integer.class, consumer::receiveNoWait));

        assertEquals(List.of(), link.requests(Request.Acknowledge.class));
        assertEquals("tea", text(consumer.receive()));
    }
}
