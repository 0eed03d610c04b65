package org.restante.conformance.selecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.restante.conformance.ConformanceTest;

/**
 * The base class of the tests of selectors: a set of messages, and a check which of them a selector selects.
 *
 * <p>The selector is extended so that it always selects a last message. When this message comes, the result is complete, and
 * no test has to wait until no more messages come.
 */
abstract class SelectorTest extends ConformanceTest {

    private static final String LAST = "conformance_last";

    private final List<TextMessage> messages = new ArrayList<>();

    /** Adds a message with this name and the properties that the filler sets. */
    final void given(String name, Filler filler) throws Exception {
        TextMessage message = text(name);
        filler.fill(message);
        messages.add(message);
    }

    /** Removes all messages from the set. */
    final void clear() {
        messages.clear();
    }

    /** Adds a message for each value: the value is its name and its one property; null sets no property. */
    final void givenEach(String property, Object... values) throws Exception {
        for (Object value : values) {
            given(String.valueOf(value), message -> message.setObjectProperty(property, value));
        }
    }

    /** Checks that the selector selects the messages of these names and no others. */
    final void assertSelects(String selector, Object... names) throws Exception {
        List<String> expected = new ArrayList<>();
        for (Object name : names) {
            expected.add(String.valueOf(name));
        }
        assertEquals(expected, selected(selector), selector);
    }

    /** Checks that the selector is refused, or selects no message. */
    final void assertSelectsNothingOrIsRefused(String selector) throws Exception {
        try {
            assertEquals(List.of(), selected(selector), selector);
        } catch (InvalidSelectorException permitted) {
            assertNotNull(permitted.getMessage(), selector);
        }
    }

    private List<String> selected(String selector) throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        for (TextMessage message : messages) {
            producer.send(message);
        }
        TextMessage last = text(LAST);
        last.setBooleanProperty(LAST, true);
        producer.send(last);
        producer.close();
        try (MessageConsumer consumer = desk().createConsumer(queue, "(" + selector + ") OR " + LAST + " = TRUE")) {
            List<String> names = new ArrayList<>();
            for (String name = receiveText(consumer); !LAST.equals(name); name = receiveText(consumer)) {
                names.add(name);
            }
            return names;
        }
    }

    /** Sets the properties of a message. */
    interface Filler {

        /** Sets the properties. */
        void fill(Message message) throws JMSException;
    }
}
