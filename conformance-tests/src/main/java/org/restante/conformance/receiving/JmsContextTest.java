package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** Contexts of the simplified interface. */
@Section("6.1")
class JmsContextTest extends ConformanceTest {

    @Test
    @Section("6.1.4")
    void firstConsumerStartsTheContext() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSContext context = context();
        assertTrue(context.getAutoStart());
        assertEquals("a", context.createConsumer(queue).receiveBody(String.class, SOON));
    }

    @Test
    @Section("8.4")
    void contextWithoutAutoStartIsStartedByHand() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSContext context = context();
        context.setAutoStart(false);
        assertFalse(context.getAutoStart());
        JMSConsumer consumer = context.createConsumer(queue);
        assertNull(consumer.receive(QUIET));
        context.start();
        assertEquals("a", consumer.receiveBody(String.class, SOON));
    }

    @Test
    @Section("8.4")
    void stoppedContextDeliversNothing() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(queue);
        context.stop();
        context.createProducer().send(queue, "a");
        assertNull(consumer.receive(QUIET));
        context.start();
        assertEquals("a", consumer.receiveBody(String.class, SOON));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                JMSContext.AUTO_ACKNOWLEDGE,
                JMSContext.CLIENT_ACKNOWLEDGE,
                JMSContext.DUPS_OK_ACKNOWLEDGE,
                JMSContext.SESSION_TRANSACTED
            })
    @Section("6.1")
    void contextHasTheModeItWasMadeWith(int mode) throws Exception {
        JMSContext context = context(mode);
        assertEquals(mode, context.getSessionMode());
        assertEquals(mode == JMSContext.SESSION_TRANSACTED, context.getTransacted());
        try (JMSContext second = context.createContext(mode)) {
            assertEquals(mode, second.getSessionMode());
        }
    }

    @Test
    @Section("API: ConnectionFactory")
    void contextOfUnknownModeIsRefused() throws Exception {
        var factory = factory();
        assertThrows(JMSRuntimeException.class, () -> factory.createContext(-77));
    }

    @Test
    @Section("6.1.8")
    void connectionLivesAsLongAsOneOfItsContexts() throws Exception {
        Queue queue = queue();
        JMSContext first = context();
        JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        first.close();
        second.createProducer().send(queue, "a");
        assertEquals("a", second.createConsumer(queue).receiveBody(String.class, SOON));
        second.close();
        assertThrows(
                IllegalStateRuntimeException.class,
                () -> second.createProducer().send(queue, "b"));
    }

    @Test
    @Section("6.1.2")
    void contextsOfOneConnectionShareItsClientId() throws Exception {
        String id = freshName();
        JMSContext first = context();
        first.setClientID(id);
        try (JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertEquals(id, second.getClientID());
        }
    }

    @Test
    @Section("6.2.15")
    void closedContextCannotBeUsed() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(queue);
        context.close();
        context.close();
        assertThrows(IllegalStateRuntimeException.class, () -> context.createConsumer(queue));
        assertThrows(IllegalStateRuntimeException.class, context::createTextMessage);
        assertThrows(IllegalStateRuntimeException.class, () -> consumer.receive(QUIET));
    }

    @Test
    @Section("6.2.10")
    void contextAcknowledgesAllItsMessages() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE);
        JMSConsumer consumer = context.createConsumer(queue);
        assertEquals("a", consumer.receiveBody(String.class, SOON));
        assertEquals("b", consumer.receiveBody(String.class, SOON));
        context.acknowledge();
        context.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.10")
    void recoverOfAContextRedeliversItsMessages() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE);
        JMSConsumer consumer = context.createConsumer(queue);
        assertEquals("a", consumer.receiveBody(String.class, SOON));
        context.recover();
        Message again = consumer.receive(SOON);
        assertTrue(again.getJMSRedelivered());
        context.acknowledge();
    }

    @Test
    @Section("6.2.7")
    void transactedContextCommitsAndRollsBack() throws Exception {
        Queue queue = queue();
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        context.createProducer().send(queue, "a");
        context.rollback();
        context.createProducer().send(queue, "b");
        context.commit();
        assertReceives(session().createConsumer(queue), "b");
    }

    @Test
    @Section("10.3")
    void onlyATransactedContextCommitsAndRollsBack() throws Exception {
        JMSContext context = context();
        assertThrows(IllegalStateRuntimeException.class, context::commit);
        assertThrows(IllegalStateRuntimeException.class, context::rollback);
    }

    @Test
    @Section("8.7")
    void contextDeliversToAListener() throws Exception {
        Queue queue = queue();
        JMSConsumer consumer = context().createConsumer(queue);
        ReceivedMessages inbox = new ReceivedMessages();
        consumer.setMessageListener(inbox);
        send(queue, "a");
        assertEquals("a", inbox.nextText());
    }

    @Test
    @Section("API: JMSConsumer")
    void consumerOfAContextReturnsItsListenerAndSelector() throws Exception {
        JMSConsumer consumer = context().createConsumer(queue(), "p = 1");
        assertEquals("p = 1", consumer.getMessageSelector());
        assertNull(consumer.getMessageListener());
        MessageListener listener = message -> {};
        consumer.setMessageListener(listener);
        assertSame(listener, consumer.getMessageListener());
    }

    @Test
    @Section("6.2.6")
    void secondListenerCanBeSetWhileTheFirstIsDelivered() throws Exception {
        Queue one = queue();
        Queue two = queue();
        JMSContext context = context();
        ReceivedMessages first = new ReceivedMessages();
        ReceivedMessages second = new ReceivedMessages();
        JMSConsumer fromOne = context.createConsumer(one);
        JMSConsumer fromTwo = context.createConsumer(two);
        fromOne.setMessageListener(first);
        send(one, "a");
        assertEquals("a", first.nextText());
        fromTwo.setMessageListener(second);
        send(two, "b");
        assertEquals("b", second.nextText());
    }

    @Test
    @Section("10.3")
    void contextNeedsADestination() throws Exception {
        JMSContext context = context();
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.createConsumer(null));
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.createBrowser(null));
    }
}
