package org.restante.conformance.selecting;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
 * What the tests of selectors share: a set of messages, and the question which of them a selector picks.
 *
 * <p>A last message that the selector always picks tells when all have been seen, so no test waits for nothing to come.
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

    /** Takes all messages away again. */
    final void forget() {
        messages.clear();
    }

    /** Adds a message for each value, named after it, with one property of that value; null sets none. */
    final void givenEach(String property, Object... values) throws Exception {
        for (Object value : values) {
            given(String.valueOf(value), message -> message.setObjectProperty(property, value));
        }
    }

    /** Checks that the selector picks the messages of these names and no others. */
    final void assertSelects(String selector, Object... names) throws Exception {
        List<String> expected = new ArrayList<>();
        for (Object name : names) {
            expected.add(String.valueOf(name));
        }
        assertEquals(expected, selected(selector), selector);
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

    /** Gives a message its properties. */
    interface Filler {

        /** Sets them. */
        void fill(Message message) throws JMSException;
    }
}
