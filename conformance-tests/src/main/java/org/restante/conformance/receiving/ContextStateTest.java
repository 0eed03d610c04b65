package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.BytesMessage;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The methods of a context in each state, and their unchecked exceptions. */
@Section("10.3")
class ContextStateTest extends ConformanceTest {

    @Test
    @Section("6.2.15")
    void eachMethodOfAClosedContextIsRefused() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        JMSContext context = context();
        context.createProducer();
        context.close();
        assertAllThrow(
                IllegalStateRuntimeException.class,
                List.of(
                        context::createBytesMessage,
                        context::createMapMessage,
                        context::createMessage,
                        context::createObjectMessage,
                        () -> context.createObjectMessage("o"),
                        context::createStreamMessage,
                        context::createTextMessage,
                        () -> context.createTextMessage("t"),
                        context::createProducer,
                        () -> context.createContext(JMSContext.AUTO_ACKNOWLEDGE),
                        () -> context.createConsumer(queue),
                        () -> context.createConsumer(queue, "p = 1"),
                        () -> context.createConsumer(topic, "p = 1", true),
                        () -> context.createSharedConsumer(topic, "s"),
                        () -> context.createSharedDurableConsumer(topic, "s"),
                        () -> context.createDurableConsumer(topic, "s"),
                        () -> context.createBrowser(queue),
                        () -> context.createQueue("q"),
                        () -> context.createTopic("t"),
                        context::createTemporaryQueue,
                        context::createTemporaryTopic,
                        () -> context.unsubscribe("s"),
                        context::acknowledge,
                        context::commit,
                        context::rollback,
                        context::recover,
                        context::start,
                        context::stop));
    }

    @Test
    @Section("6.1.8")
    void connectionOfAClosedContextCannotBeUsed() throws Exception {
        JMSContext context = context();
        context.close();
        assertAllThrow(
                IllegalStateRuntimeException.class,
                List.of(
                        context::getClientID,
                        () -> context.setClientID(freshName()),
                        context::getMetaData,
                        context::getExceptionListener,
                        () -> context.setExceptionListener(null)));
    }

    @Test
    @Section("6.2.15")
    void contextClosedByTwoThreadsIsClosedWhenEitherCloseReturns() throws Exception {
        JMSContext context = context();
        context.createConsumer(queue());
        var closing = inBackground(() -> {
            context.close();
            return assertThrows(IllegalStateRuntimeException.class, context::createMessage);
        });
        context.close();
        assertThrows(IllegalStateRuntimeException.class, context::createMessage);
        closing.result();
    }

    @Test
    @Section("6.2.4")
    void contextMakesEachKindOfMessage() throws Exception {
        JMSContext context = context();
        assertInstanceOf(BytesMessage.class, context.createBytesMessage());
        assertInstanceOf(MapMessage.class, context.createMapMessage());
        assertInstanceOf(StreamMessage.class, context.createStreamMessage());
        assertNull(assertInstanceOf(ObjectMessage.class, context.createObjectMessage())
                .getObject());
        assertEquals("o", context.createObjectMessage("o").getObject());
        assertNull(
                assertInstanceOf(TextMessage.class, context.createTextMessage()).getText());
        assertEquals("t", context.createTextMessage("t").getText());
        Message plain = context.createMessage();
        assertFalse(plain instanceof TextMessage || plain instanceof BytesMessage);
    }

    @Test
    @Section("API: ConnectionFactory")
    void contextWithoutAModeIsInAutoMode() throws Exception {
        try (JMSContext context = factory().createContext()) {
            assertEquals(JMSContext.AUTO_ACKNOWLEDGE, context.getSessionMode());
            assertFalse(context.getTransacted());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE, JMSContext.SESSION_TRANSACTED})
    @Section("API: JMSContext")
    void acknowledgeOfAContextHasNoEffectInOtherModes(int mode) throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSContext context = context(mode);
        assertEquals("a", context.createConsumer(queue).receiveBody(String.class, SOON));
        context.acknowledge();
        if (mode == JMSContext.SESSION_TRANSACTED) {
            context.rollback();
            context.close();
            assertReceives(session().createConsumer(queue), "a");
        }
    }

    @Test
    @Section("API: JMSContext")
    void acknowledgeOfAMessageCoversAllMessagesOfItsContext() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE);
        JMSConsumer consumer = context.createConsumer(queue);
        consumer.receive(SOON);
        consumer.receive(SOON).acknowledge();
        context.recover();
        assertNull(consumer.receive(QUIET));
    }

    @Test
    @Section("API: JMSContext")
    void transactedContextDoesNotRecover() throws Exception {
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        assertThrows(IllegalStateRuntimeException.class, context::recover);
    }

    @Test
    @Section("10.3")
    void wrongSelectorsThrowRuntimeExceptions() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        JMSContext context = context();
        assertAllThrow(
                InvalidSelectorRuntimeException.class,
                List.of(
                        () -> context.createConsumer(queue, "p ="),
                        () -> context.createConsumer(topic, "p =", true),
                        () -> context.createSharedConsumer(topic, freshName(), "p ="),
                        () -> context.createSharedDurableConsumer(topic, freshName(), "p ="),
                        () -> context.createBrowser(queue, "p =")));
    }

    @Test
    @Section("10.3")
    void wrongDestinationsThrowRuntimeExceptions() throws Exception {
        JMSContext context = context();
        context.setClientID(freshName());
        assertAllThrow(
                InvalidDestinationRuntimeException.class,
                List.of(
                        () -> context.createConsumer(null),
                        () -> context.createConsumer(null, "p = 1"),
                        () -> context.createConsumer(null, "p = 1", true),
                        () -> context.createDurableConsumer(null, freshName()),
                        () -> context.createSharedConsumer(null, freshName()),
                        () -> context.createSharedDurableConsumer(null, freshName()),
                        () -> context.createBrowser(null),
                        () -> context.createBrowser(null, "p = 1"),
                        () -> context.unsubscribe(freshName())));
    }

    @Test
    @Section("10.3")
    void clientIdentifierInUseThrowsARuntimeException() throws Exception {
        String id = freshName();
        JMSContext first = context();
        assertNull(first.getClientID());
        first.setClientID(id);
        JMSContext second = context();
        assertThrows(InvalidClientIDRuntimeException.class, () -> second.setClientID(id));
    }

    @Test
    @Section("API: JMSContext")
    void clientIdentifierOfAContextIsSetOnceAndBeforeUse() throws Exception {
        JMSContext set = context();
        set.setClientID(freshName());
        assertThrows(IllegalStateRuntimeException.class, () -> set.setClientID(freshName()));
        JMSContext used = context();
        used.createConsumer(queue());
        assertThrows(IllegalStateRuntimeException.class, () -> used.setClientID(freshName()));
    }

    @Test
    @Section("10.3")
    void createContextOfAContextRefusesAnUnknownMode() throws Exception {
        JMSContext context = context();
        assertThrows(JMSRuntimeException.class, () -> context.createContext(-77));
    }

    @Test
    @Section("API: JMSContext")
    void consumerOfOneContextStartsTheSharedConnection() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        JMSContext quiet = context();
        quiet.setAutoStart(false);
        JMSConsumer waiting = quiet.createConsumer(queue);
        try (JMSContext second = quiet.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertNull(waiting.receive(QUIET));
            second.createConsumer(queue());
            assertEquals("a", waiting.receiveBody(String.class, SOON));
        }
    }

    @Test
    @Section("6.1.7")
    void contextReturnsItsExceptionListener() throws Exception {
        JMSContext context = context();
        assertNull(context.getExceptionListener());
        ExceptionListener listener = problem -> {};
        context.setExceptionListener(listener);
        assertSame(listener, context.getExceptionListener());
        context.setExceptionListener(null);
        assertNull(context.getExceptionListener());
    }

    @Test
    @Section("4.1.5")
    void temporaryQueueOfAContextWorksWithinItsConnection() throws Exception {
        JMSContext context = context();
        TemporaryQueue queue = context.createTemporaryQueue();
        context.createProducer().send(queue, "a");
        try (JMSContext second = context.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertEquals("a", second.createConsumer(queue).receiveBody(String.class, SOON));
        }
    }

    @Test
    @Section("6.2.15")
    void listenerThatClosesItsContextIsRefusedOrClosesIt() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        context.createConsumer(queue).setMessageListener(message -> {
            try {
                context.close();
                outcome.complete(true);
            } catch (IllegalStateRuntimeException permitted) {
                outcome.complete(false);
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        send(queue, "a");
        boolean closed = outcome.get(SOON, TimeUnit.MILLISECONDS);
        if (!closed) {
            assertDoesNotThrow(context::close);
        }
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("8.8")
    void consumerOfAContextIsClosedTwiceAndCannotBeUsed() throws Exception {
        JMSConsumer consumer = context().createConsumer(queue());
        consumer.close();
        consumer.close();
        assertAllThrow(
                IllegalStateRuntimeException.class,
                List.of(
                        consumer::receive,
                        () -> consumer.receive(1),
                        consumer::receiveNoWait,
                        () -> consumer.receiveBody(String.class),
                        () -> consumer.receiveBody(String.class, 1),
                        () -> consumer.receiveBodyNoWait(String.class),
                        consumer::getMessageSelector,
                        consumer::getMessageListener,
                        () -> consumer.setMessageListener(null)));
    }
}
