package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.HeldListener;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** The consumers of contexts: each way to create one, to receive with it and to close it. */
@Section("API: JMSContext")
class ContextConsumersTest extends ConformanceTest {

    private TextMessage sized(String text, int size) throws Exception {
        TextMessage message = text(text);
        message.setIntProperty("size", size);
        return message;
    }

    private void assertSelectsTheSecond(Destination destination, JMSConsumer consumer) throws Exception {
        send(destination, sized("one", 1));
        send(destination, sized("two", 2));
        assertEquals("two", consumer.receiveBody(String.class, SOON));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("3.8")
    void consumerOfAQueueHasItsSelector() throws Exception {
        Queue queue = queue();
        JMSConsumer consumer = context().createConsumer(queue, "size = 2");
        assertEquals("size = 2", consumer.getMessageSelector());
        assertSelectsTheSecond(queue, consumer);
    }

    @Test
    @Section("8.3.1")
    void consumerOfATopicHasItsSelectorAndNoLocal() throws Exception {
        Topic topic = topic();
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(topic, "size = 2", true);
        context.createProducer().setProperty("size", 2).send(topic, "own");
        assertSelectsTheSecond(topic, consumer);
    }

    @Test
    @Section("8.3.3")
    void durableConsumerHasItsSelectorAndNoLocal() throws Exception {
        Topic topic = topic();
        JMSContext context = context();
        context.setClientID(freshName());
        String name = freshName();
        JMSConsumer consumer = context.createDurableConsumer(topic, name, "size = 2", true);
        context.createProducer().setProperty("size", 2).send(topic, "own");
        assertSelectsTheSecond(topic, consumer);
        consumer.close();
        context.unsubscribe(name);
    }

    @Test
    @Section("8.3.2")
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void sharedConsumerHasItsSelector() throws Exception {
        Topic topic = topic();
        assertSelectsTheSecond(topic, context().createSharedConsumer(topic, freshName(), "size = 2"));
    }

    @Test
    @Section("8.3.4")
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void sharedDurableConsumerHasItsSelector() throws Exception {
        Topic topic = topic();
        JMSContext context = context();
        String name = freshName();
        JMSConsumer consumer = context.createSharedDurableConsumer(topic, name, "size = 2");
        assertSelectsTheSecond(topic, consumer);
        consumer.close();
        context.unsubscribe(name);
    }

    @Test
    @Section("8.3.3")
    void contextUnsubscribes() throws Exception {
        Topic topic = topic();
        String name = freshName();
        JMSContext context = context();
        context.setClientID(freshName());
        context.createDurableConsumer(topic, name).close();
        send(topic, "lost");
        context.unsubscribe(name);
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.unsubscribe(name));
        JMSConsumer fresh = context.createDurableConsumer(topic, name);
        send(topic, "seen");
        assertEquals("seen", fresh.receiveBody(String.class, SOON));
    }

    @Test
    @Section("8.5")
    void receiveOfAContextWaitsUntilAMessageComes() throws Exception {
        Queue queue = queue();
        JMSConsumer consumer = context().createConsumer(queue);
        var receiving = inBackground(() -> textOf(consumer.receive()));
        assertTrue(receiving.staysBusy());
        send(queue, "a");
        assertEquals("a", receiving.result());
    }

    @Test
    @Section("API: JMSConsumer")
    void timeoutOfZeroOfAContextNeverExpires() throws Exception {
        Queue queue = queue();
        JMSConsumer consumer = context().createConsumer(queue);
        var receiving = inBackground(() -> consumer.receiveBody(String.class, 0));
        assertTrue(receiving.staysBusy());
        send(queue, "a");
        assertEquals("a", receiving.result());
    }

    @Test
    @Section("8.5")
    void receiveNoWaitOfAContextReturnsAWaitingMessageAndElseNull() throws Exception {
        Queue queue = queue();
        JMSConsumer consumer = context().createConsumer(queue);
        assertNull(consumer.receiveNoWait());
        assertNull(consumer.receiveBodyNoWait(String.class));
        send(queue, "a");
        assertEquals("a", textOf(soon().until(consumer::receiveNoWait, message -> message != null)));
    }

    @Test
    @Section("8.8")
    void pendingReceiveReturnsNullWhenItsJmsConsumerCloses() throws Exception {
        JMSConsumer consumer = context().createConsumer(queue());
        var receiving = inBackground(consumer::receive);
        assertTrue(receiving.staysBusy());
        consumer.close();
        assertNull(receiving.result());
    }

    @Test
    @Section("6.2.15")
    void pendingReceiveReturnsNullWhenItsContextCloses() throws Exception {
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(queue());
        var receiving = inBackground(consumer::receive);
        assertTrue(receiving.staysBusy());
        context.close();
        assertNull(receiving.result());
    }

    @Test
    @Section("8.8")
    void closeOfAJmsConsumerWaitsForItsRunningListener() throws Exception {
        Queue queue = queue();
        JMSConsumer consumer = context().createConsumer(queue);
        HeldListener listener = new HeldListener();
        consumer.setMessageListener(listener);
        send(queue, "a");
        assertWaitsFor(listener, consumer);
    }

    @Test
    @Section("6.2.15")
    void closeOfAContextWaitsForItsRunningListener() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        HeldListener listener = new HeldListener();
        context.createConsumer(queue).setMessageListener(listener);
        send(queue, "a");
        assertWaitsFor(listener, context);
    }

    @Test
    @Section("8.8")
    void listenerCanCloseItsOwnJmsConsumer() throws Exception {
        Queue queue = queue();
        JMSConsumer consumer = context().createConsumer(queue);
        CompletableFuture<String> done = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            try {
                consumer.close();
                done.complete(textOf(message));
            } catch (JMSException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        send(queue, "a", "b");
        assertEquals("a", done.get(SOON, TimeUnit.MILLISECONDS));
        assertReceives(session().createConsumer(queue), "b");
    }

    @Test
    @Section("6.2.15")
    void closedContextReturnsItsUnacknowledgedMessages() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE);
        Message received = context.createConsumer(queue).receive(SOON);
        context.close();
        Exception refused = assertThrows(Exception.class, received::acknowledge);
        assertTrue(
                refused instanceof IllegalStateException || refused instanceof IllegalStateRuntimeException,
                refused::toString);
        Message again = receive(session().createConsumer(queue));
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }

    @Test
    @Section("6.2.15")
    void closedContextRollsItsTransactionBack() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        assertEquals("in", context.createConsumer(from).receiveBody(String.class, SOON));
        context.createProducer().send(to, "undone");
        context.close();
        assertReceives(session().createConsumer(from), "in");
        send(to, "last");
        assertReceives(session().createConsumer(to), "last");
    }

    @Test
    @Section("6.2.7")
    void rollbackOfAContextCountsADelivery() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        JMSConsumer consumer = context.createConsumer(queue);
        for (int count = 1; count <= 3; count++) {
            Message message = consumer.receive(SOON);
            assertEquals(count, message.getIntProperty("JMSXDeliveryCount"));
            assertEquals(count > 1, message.getJMSRedelivered());
            context.rollback();
        }
    }

    @Test
    @Section("6.2.14")
    void listenersOfTwoContextsOfAConnectionRunTogether() throws Exception {
        Queue one = queue();
        Queue two = queue();
        JMSContext first = context();
        JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        HeldListener held = new HeldListener();
        ReceivedMessages inbox = new ReceivedMessages();
        second.createConsumer(two).setMessageListener(inbox);
        first.createConsumer(one).setMessageListener(held);
        send(one, "held");
        held.awaitMessage();
        send(two, "free");
        assertEquals("free", inbox.nextText());
        held.release();
    }

    @Test
    @Section("6.2.13")
    void listenersOfOneContextRunOneAfterTheOther() throws Exception {
        Queue one = queue();
        Queue two = queue();
        JMSContext context = context();
        context.setAutoStart(false);
        HeldListener held = new HeldListener();
        ReceivedMessages inbox = new ReceivedMessages();
        context.createConsumer(one).setMessageListener(held);
        context.createConsumer(two).setMessageListener(inbox);
        context.start();
        send(one, "held");
        held.awaitMessage();
        send(two, "waits");
        inbox.assertNothingComes();
        held.release();
        assertEquals("waits", inbox.nextText());
    }
}
