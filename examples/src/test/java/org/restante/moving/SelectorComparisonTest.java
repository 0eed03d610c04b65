package org.restante.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selectors (sections 3.8.1.1 and 3.8.1.2) where providers differ. */
class SelectorComparisonTest extends MovedApplication {

    /** Property x is the String '1', the ints 1 and 2, true, or absent; each message's text is its kind. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "x <> 1, 2",
                "x <> '1', ",
                "x <> TRUE, ",
                "x = 1, 1",
                "NOT (x = 1), '1' 2 true",
                "x <> 1 OR x = '1', '1' 2",
                "x NOT LIKE 'a%', '1'",
            })
    void comparisonOfUnlikeTypesIsFalse(String selector, String selected) throws Exception {
        assertEquals(selected == null ? "" : selected, select(selector));
    }

    @ParameterizedTest
    @CsvSource({"y <> 1, ''", "NOT (y = 1), ''", "y IS NULL, '''1'' 1 2 true absent'"})
    void comparisonWithAnAbsentPropertyIsUnknown(String selector, String selected) throws Exception {
        assertEquals(selected, select(selector));
    }

    @ParameterizedTest
    @CsvSource({"NOT x = 1 AND x < 3, 2", "x / 2 = 1, 2", "x / 2 = 0, 1", "x / 2 = 0.5, ''"})
    void notPrecedesAndAndDivisionOfIntegersTruncates(String selector, String selected) throws Exception {
        assertEquals(selected, select(selector));
    }

    private String select(String selector) throws JMSException {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue(newName());
        MessageProducer producer = session.createProducer(queue);
        for (Object value : new Object[] {"1", 1, 2, true}) {
            Message message = session.createTextMessage(value instanceof String ? "'" + value + "'" : value.toString());
            message.setObjectProperty("x", value);
            producer.send(message);
        }
        producer.send(session.createTextMessage("absent"));
        List<String> selected = new ArrayList<>();
        try (MessageConsumer consumer = session.createConsumer(queue, selector)) {
            Message message = consumer.receiveNoWait();
            while (message != null) {
                selected.add(message.getBody(String.class));
                message = consumer.receiveNoWait();
            }
        }
        return String.join(" ", selected);
    }
}
