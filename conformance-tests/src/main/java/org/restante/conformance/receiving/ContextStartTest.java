package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
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

/** When the connection of a context is started, and by which of its contexts; the modes and the lifetime of contexts. */
@Section("6.1.4")
class ContextStartTest extends ConformanceTest {

    private void assertIsStarted(Queue queue, JMSConsumer consumer) throws Exception {
        send(queue, "a");
        assertEquals("a", consumer.receiveBody(String.class, SOON));
    }

    /** A consumer that does not start its connection itself, in a context of the same connection. */
    private JMSConsumer waiting(JMSContext context, Queue queue) {
        JMSContext quiet = context.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        quiet.setAutoStart(false);
        return quiet.createConsumer(queue);
    }

    @Test
    @Section("6.1.4")
    void createContextDoesNotStartTheConnection() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSConsumer consumer = waiting(context, queue);
        send(queue, "a");
        context.createContext(JMSContext.AUTO_ACKNOWLEDGE).createProducer();
        assertNull(consumer.receive(QUIET));
        context.start();
        assertEquals("a", consumer.receiveBody(String.class, SOON));
    }

    @Test
    @Section({"6.1.4", "8.4"})
    void durableConsumerStartsItsContext() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        context.setClientID(freshName());
        String name = freshName();
        JMSConsumer consumer = waiting(context, queue);
        JMSConsumer durable = context.createDurableConsumer(topic(), name);
        assertIsStarted(queue, consumer);
        durable.close();
        context.unsubscribe(name);
    }

    @Test
    @Section({"6.1.4", "API: JMSContext"})
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void sharedConsumerStartsItsContext() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSConsumer consumer = waiting(context, queue);
        context.createSharedConsumer(topic(), freshName());
        assertIsStarted(queue, consumer);
    }

    @Test
    @Section({"6.1.4", "API: JMSContext"})
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void sharedDurableConsumerStartsItsContext() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSConsumer consumer = waiting(context, queue);
        context.createSharedDurableConsumer(topic(), freshName()).close();
        assertIsStarted(queue, consumer);
    }

    @Test
    @Section("API: JMSContext")
    void setAutoStartNeitherStartsNorStops() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(queue);
        context.setAutoStart(false);
        assertIsStarted(queue, consumer);
        context.stop();
        context.setAutoStart(true);
        send(queue, "b");
        assertNull(consumer.receive(QUIET));
        context.start();
        assertEquals("b", consumer.receiveBody(String.class, SOON));
    }

    @Test
    @Section("6.1.5")
    void stopOfOneContextStopsItsSiblings() throws Exception {
        Queue queue = queue();
        JMSContext first = context();
        JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        JMSConsumer consumer = second.createConsumer(queue);
        first.stop();
        send(queue, "a");
        assertNull(consumer.receive(QUIET));
        first.start();
        assertEquals("a", consumer.receiveBody(String.class, SOON));
    }

    @Test
    @Section("6.1.5")
    void stopOfAContextWaitsForItsRunningListener() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        HeldListener listener = new HeldListener();
        context.createConsumer(queue).setMessageListener(listener);
        send(queue, "a");
        assertWaitsFor(listener, context::stop);
    }

    @Test
    @Section("6.1.5")
    void listenerThatStopsItsContextIsRefusedOrStopsIt() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        ReceivedMessages inbox = new ReceivedMessages();
        context.createConsumer(queue).setMessageListener(message -> {
            if (stopped.isDone()) {
                inbox.onMessage(message);
                return;
            }
            try {
                context.stop();
                stopped.complete(true);
            } catch (IllegalStateRuntimeException permitted) {
                stopped.complete(false);
            } catch (RuntimeException e) {
                stopped.completeExceptionally(e);
            }
        });
        send(queue, "a", "b");
        if (stopped.get(SOON, TimeUnit.MILLISECONDS)) {
            inbox.assertNothingComes();
            context.start();
        }
        assertEquals("b", inbox.nextText());
    }

    @Test
    @Section("6.1.4")
    void contextThatOnlySendsNeedsNoStart() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        context.setAutoStart(false);
        context.createProducer().send(queue, "a");
        context.stop();
        context.createProducer().send(queue, "b");
        assertReceives(session().createConsumer(queue), "a", "b");
    }

    @Test
    @Section("API: JMSContext")
    void eachContextOfAConnectionHasItsOwnModeOfAcknowledgement() throws Exception {
        Queue one = queue();
        Queue two = queue();
        send(one, "auto");
        send(two, "client");
        JMSContext auto = context();
        JMSContext client = auto.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        assertEquals("auto", auto.createConsumer(one).receiveBody(String.class, SOON));
        assertEquals("client", client.createConsumer(two).receiveBody(String.class, SOON));
        client.close();
        auto.close();
        assertReceives(session().createConsumer(two), "client");
        assertNothingComes(session().createConsumer(one));
    }

    @Test
    @Section({"6.2.7", "API: JMSContext"})
    void transactionsOfTwoContextsOfAConnectionAreIndependent() throws Exception {
        Queue queue = queue();
        JMSContext first = context(JMSContext.SESSION_TRANSACTED);
        JMSContext second = first.createContext(JMSContext.SESSION_TRANSACTED);
        first.createProducer().send(queue, "first");
        second.createProducer().send(queue, "second");
        second.rollback();
        first.commit();
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "first");
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("6.1.7")
    void contextsOfAConnectionShareItsExceptionListener() throws Exception {
        JMSContext first = context();
        JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        ExceptionListener listener = problem -> {};
        first.setExceptionListener(listener);
        assertSame(listener, second.getExceptionListener());
    }

    @Test
    @Section("6.1.8")
    void contextAndItsConsumersAreClosedByTryWithResources() throws Exception {
        Queue queue = queue();
        JMSConsumer used;
        JMSContext context;
        try (JMSContext opened = factory().createContext();
                JMSConsumer consumer = opened.createConsumer(queue)) {
            used = consumer;
            context = opened;
        }
        assertThrows(IllegalStateRuntimeException.class, used::receiveNoWait);
        assertThrows(IllegalStateRuntimeException.class, context::createMessage);
    }

    @Test
    @Section("6.1.2")
    void clientIdentifierIsFreeWhenTheCloseOfItsContextReturns() throws Exception {
        String id = freshName();
        for (int i = 0; i < 5; i++) {
            try (JMSContext context = factory().createContext()) {
                context.setClientID(id);
                context.createConsumer(queue());
            }
        }
    }

    @Test
    @Section("6.2.3")
    void contextMakesDestinationsByTheirNames() throws Exception {
        JMSContext context = context();
        Queue queue = queue();
        Topic topic = topic();
        assertEquals(
                queue.getQueueName(), context.createQueue(queue.getQueueName()).getQueueName());
        assertEquals(
                topic.getTopicName(), context.createTopic(topic.getTopicName()).getTopicName());
    }

    @Test
    @Section("6.1.1")
    @Needs(Capability.AUTHENTICATION)
    void contextOfEachModeIsMadeForAKnownUser() throws Exception {
        var anna = fixture().credentials().orElseThrow();
        Queue queue = queue();
        try (JMSContext context = factory().createContext(anna.user(), anna.password())) {
            assertEquals(JMSContext.AUTO_ACKNOWLEDGE, context.getSessionMode());
            context.createProducer().send(queue, "a");
        }
        for (int mode :
                new int[] {JMSContext.CLIENT_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE, JMSContext.SESSION_TRANSACTED
                }) {
            try (JMSContext context = factory().createContext(anna.user(), anna.password(), mode)) {
                assertEquals(mode, context.getSessionMode());
            }
        }
        assertReceives(session().createConsumer(queue), "a");
    }
}
