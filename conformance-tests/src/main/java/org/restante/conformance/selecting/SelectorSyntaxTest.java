package org.restante.conformance.selecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Selectors with invalid syntax, and the methods that refuse them. */
@Section("3.8.1.1")
class SelectorSyntaxTest extends ConformanceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p =",
                "= 1",
                "p = 'open",
                "p == 1",
                "p != 1",
                "(p = 1",
                "p = 1)",
                "p = 1 AND",
                "AND p = 1",
                "p LIKE 5",
                "p LIKE 'a' ESCAPE 'ab'",
                "p IN ()",
                "p IN ('a',)",
                "p IN 'a'",
                "p BETWEEN 1",
                "p BETWEEN 1 OR 2",
                "p IS 1",
                "NULL = 1",
                "TRUE = 0",
                "FALSE <> 0",
                "1p = 1",
                "a b = 1",
                "p = 1; q = 2",
                "NOT",
                "'text'",
                "1 + 1"
            })
    @Section("3.8.1.1")
    void selectorOfWrongSyntaxIsRefused(String selector) throws Exception {
        Queue queue = queue();
        Session session = session();
        assertThrows(InvalidSelectorException.class, () -> session.createConsumer(queue, selector));
    }

    @Test
    @Section("3.8.1.3")
    void commentsAreNotSupported() throws Exception {
        Queue queue = queue();
        Session session = session();
        assertThrows(InvalidSelectorException.class, () -> session.createConsumer(queue, "p = 1 /* comment */"));
    }

    @Test
    @Section("10.3")
    void wrongSelectorIsRefusedByEachMethodThatTakesOne() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        Session session = connection(freshName()).createSession();
        String wrong = "p = ";
        assertThrows(InvalidSelectorException.class, () -> session.createConsumer(topic, wrong));
        assertThrows(InvalidSelectorException.class, () -> session.createConsumer(topic, wrong, true));
        assertThrows(InvalidSelectorException.class, () -> session.createBrowser(queue, wrong));
        assertThrows(
                InvalidSelectorException.class, () -> session.createDurableConsumer(topic, freshName(), wrong, false));
        assertThrows(
                InvalidSelectorException.class,
                () -> session.createDurableSubscriber(topic, freshName(), wrong, false));
    }

    @Test
    @Section("10.3")
    void wrongSelectorThrowsARuntimeExceptionInAContext() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        assertThrows(InvalidSelectorRuntimeException.class, () -> context.createConsumer(queue, "p = "));
        assertThrows(InvalidSelectorRuntimeException.class, () -> context.createBrowser(queue, "p = "));
    }

    @Test
    @Section("3.8.1.1")
    void emptySelectorSelectsAllMessages() throws Exception {
        Queue queue = queue();
        MessageConsumer consumer = session().createConsumer(queue, "");
        assertNull(consumer.getMessageSelector());
        send(queue, "a");
        assertReceives(consumer, "a");
    }

    @Test
    @Section("API: MessageConsumer")
    void getMessageSelectorReturnsTheSelectorOfTheConsumer() throws Exception {
        Queue queue = queue();
        assertEquals("p = 1", session().createConsumer(queue, "p = 1").getMessageSelector());
        assertNull(session().createConsumer(queue).getMessageSelector());
        assertNull(session().createConsumer(queue, null).getMessageSelector());
    }

    @Test
    @Section("10.3")
    void wrongSelectorOfASubscriptionIsRefused() throws Exception {
        Topic topic = topic();
        Session session = session();
        String wrong = "p = ";
        assertThrows(InvalidSelectorException.class, () -> session.createSharedConsumer(topic, freshName(), wrong));
        assertThrows(
                InvalidSelectorException.class, () -> session.createSharedDurableConsumer(topic, freshName(), wrong));
        JMSContext context = context();
        context.setClientID(freshName());
        assertThrows(
                InvalidSelectorRuntimeException.class,
                () -> context.createDurableConsumer(topic, freshName(), wrong, false));
        assertThrows(
                InvalidSelectorRuntimeException.class, () -> context.createSharedConsumer(topic, freshName(), wrong));
        assertThrows(
                InvalidSelectorRuntimeException.class,
                () -> context.createSharedDurableConsumer(topic, freshName(), wrong));
        assertThrows(InvalidSelectorRuntimeException.class, () -> context.createConsumer(topic, wrong, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AND", "or", "Not", "BETWEEN", "LIKE", "in", "IS", "ESCAPE", "NULL", "true", "FALSE"})
    @Section("3.8.1.1")
    void reservedWordIsNotAnIdentifier(String word) throws Exception {
        Queue queue = queue();
        Session session = session();
        assertThrows(InvalidSelectorException.class, () -> session.createConsumer(queue, word + " > 1"));
    }
}
