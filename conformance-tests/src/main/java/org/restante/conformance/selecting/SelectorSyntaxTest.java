package org.restante.conformance.selecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    @Section("3.8.1.1")
    void patternThatIsNotAStringLiteralIsRefused() throws Exception {
        assertAllRefused("p LIKE q", "p LIKE 5", "p LIKE TRUE", "p LIKE", "p LIKE ('a')", "p LIKE 'a' + 'b'");
    }

    @Test
    @Section("3.8.1.1")
    void escapeThatIsNotOneCharacterIsRefused() throws Exception {
        assertAllRefused("p LIKE 'a' ESCAPE ''", "p LIKE 'a' ESCAPE q", "p LIKE 'a' ESCAPE 5", "p = 'a' ESCAPE '!'");
    }

    @Test
    @Section("3.8.1.1")
    void listOfInThatHasOthersThanStringLiteralsIsRefused() throws Exception {
        assertAllRefused(
                "p IN (1, 2)", "p IN (q)", "p IN (TRUE)", "p IN (NULL)", "p IN", "p IN ('a' 'b')", "p IN (,'a')");
    }

    @Test
    @Section("3.8.1.1")
    void literalInPlaceOfAnIdentifierIsRefused() throws Exception {
        assertAllRefused("'a' IN ('a')", "5 IN ('a')", "'a' LIKE 'a'", "5 IS NULL", "'a' IS NOT NULL", "p + 1 IS NULL");
    }

    @Test
    @Section("3.8.1.1")
    void operatorThatTheSyntaxDoesNotHaveIsRefused() throws Exception {
        assertAllRefused("p || 'x' = 'y'", "p ^ 2 = 4", "p = 1 && q = 2", "p => 1", "p >< 1", "!p", "p ~ 'a'");
    }

    @Test
    @Section("3.8.1.1")
    void incompleteOperatorIsRefused() throws Exception {
        assertAllRefused(
                "p IS NOT",
                "p NOT NULL",
                "p IS",
                "IS NULL",
                "p NOT = 1",
                "NOT BETWEEN 1 AND 2",
                "p BETWEEN AND 2",
                "p BETWEEN 1, 2");
    }

    @Test
    @Section("3.8.1.1")
    void stringInOtherQuotesIsRefused() throws Exception {
        assertAllRefused("p = \"x\"", "p = `x`", "p = 'it's'", "p = x'", "p = '");
    }

    @Test
    @Section("3.8.1.1")
    void selectorWithAMisplacedSignIsRefused() throws Exception {
        assertAllRefused(
                "()",
                "(",
                "p = ()",
                "p = 1 OR OR q = 1",
                "p = 1 OR",
                "p = 1 q = 2",
                ",",
                "p = 1,",
                "p.q = 1",
                "p = :q",
                "p = ?");
    }

    private void assertAllRefused(String... selectors) throws Exception {
        Queue queue = queue();
        Session session = session();
        List<String> accepted = new ArrayList<>();
        for (String selector : selectors) {
            try {
                session.createConsumer(queue, selector).close();
                accepted.add(selector);
            } catch (InvalidSelectorException required) {
                assertNotNull(required.getMessage());
            }
        }
        assertEquals(List.of(), accepted, "accepted, though their syntax is wrong");
    }
}
