package org.restante.jms.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.restante.jms.failure.Unchecked;
import org.restante.jms.message.JmsTextMessage;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

final class UnconfirmedTest {

    private final ScriptedLink link = new ScriptedLink();
    private final List<JMSException> problems = new CopyOnWriteArrayList<>();

    private JmsConnection connection;

    private MessageProducer producer(int mode) throws Exception {
        connection = link.connection();
        connection.setExceptionListener(problems::add);
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        producer.setDeliveryMode(mode);
        return producer;
    }

    /** Has sent one message; the answers to further ones are held back. */
    private MessageProducer heldProducer(int mode) throws Exception {
        MessageProducer producer = producer(mode);
        send(producer);
        link.hold(Request.Send.class);
        return producer;
    }

    private static void send(MessageProducer producer) throws JMSException {
        producer.send(new JmsTextMessage());
    }

    @Test
    void aNonPersistentSendWaitsForNoAnswerOnceItsDestinationIsKnown() throws Exception {
        MessageProducer producer = heldProducer(DeliveryMode.NON_PERSISTENT);
        send(producer);
        send(producer);
        assertEquals(3, link.requests(Request.Send.class).size());
    }

    @Test
    void aPersistentSendWaitsForItsAnswer() throws Exception {
        MessageProducer producer = heldProducer(DeliveryMode.PERSISTENT);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> Unchecked.run(() -> send(producer)));
        await().until(() -> link.requests(Request.Send.class).size() == 2);
        assertEquals(false, sending.isDone());
        link.release(Request.Send.class, new Reply.Done());
        sending.join();
    }

    @Test
    void theFirstSendToADestinationThrowsWhatTheBrokerSays() throws Exception {
        MessageProducer producer = producer(DeliveryMode.NON_PERSISTENT);
        link.refuse(Request.Send.class, Problem.INVALID_DESTINATION, "there is none");
        assertThrows(InvalidDestinationException.class, () -> send(producer));
    }

    @Test
    void aLaterRefusalGoesToTheExceptionListenerAndTheNextSendWaitsAgain() throws Exception {
        MessageProducer producer = producer(DeliveryMode.NON_PERSISTENT);
        send(producer);
        link.refuse(Request.Send.class, Problem.INVALID_DESTINATION, "it is gone");
        send(producer);
        await().until(() -> problems.size() == 1);
        assertTrue(problems.get(0).getMessage().contains("it is gone"), problems.toString());
        assertThrows(InvalidDestinationException.class, () -> send(producer));
    }

    @Test
    void whoSendsFasterThanTheBrokerTakesWaitsForIt() throws Exception {
        MessageProducer producer = heldProducer(DeliveryMode.NON_PERSISTENT);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> Unchecked.run(() -> {
            for (int i = 0; i < Unconfirmed.MAX_SENDS + 1; i++) {
                send(producer);
            }
        }));
        await().until(() -> link.requests(Request.Send.class).size() == Unconfirmed.MAX_SENDS + 1);
        assertEquals(false, sending.isDone());
        link.release(Request.Send.class, new Reply.Done());
        sending.join();
    }

    @Test
    void theCloseOfTheConnectionWaitsForTheAnswersOfAllSends() throws Exception {
        MessageProducer producer = heldProducer(DeliveryMode.NON_PERSISTENT);
        send(producer);
        send(producer);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> Unchecked.run(connection::close));
        await().during(Duration.ofMillis(100)).until(() -> !closing.isDone() && !link.isClosed());
        link.release(Request.Send.class, new Reply.Done());
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theEndOfTheLinkEndsTheWaitOfAClose() throws Exception {
        MessageProducer producer = heldProducer(DeliveryMode.NON_PERSISTENT);
        send(producer);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> Unchecked.run(connection::close));
        await().during(Duration.ofMillis(100)).until(() -> !closing.isDone());
        link.end("it is gone");
        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theSendsOfAllSessionsOfAConnectionHaveABound() throws Exception {
        MessageProducer first = producer(DeliveryMode.NON_PERSISTENT);
        Session session = connection.createSession();
        MessageProducer second = session.createProducer(session.createQueue("q"));
        second.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        send(first);
        send(second);
        link.hold(Request.Send.class);
        for (int i = 0; i < Unconfirmed.MAX_OF_CONNECTION; i++) {
            send(i < Unconfirmed.MAX_SENDS ? first : second);
        }
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> Unchecked.run(() -> send(second)));
        await().during(Duration.ofMillis(100)).until(() -> !sending.isDone());
        link.release(Request.Send.class, new Reply.Done());
        sending.get(10, TimeUnit.SECONDS);
        assertEquals(
                Unconfirmed.MAX_OF_CONNECTION + 3,
                link.requests(Request.Send.class).size());
    }
}
