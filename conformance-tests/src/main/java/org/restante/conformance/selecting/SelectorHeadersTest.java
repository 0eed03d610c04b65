package org.restante.conformance.selecting;

import jakarta.jms.DeliveryMode;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Header fields and reserved properties in selectors. */
@Section("3.8.1.1")
class SelectorHeadersTest extends ConformanceTest {

    @Test
    @Section("3.8.1.3")
    void deliveryModeIsComparedByItsName() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        producer.send(text("kept"), DeliveryMode.PERSISTENT, 4, 0);
        producer.send(text("light"), DeliveryMode.NON_PERSISTENT, 4, 0);
        assertReceives(session().createConsumer(queue, "JMSDeliveryMode = 'NON_PERSISTENT'"), "light");
        assertReceives(session().createConsumer(queue, "JMSDeliveryMode = 'PERSISTENT'"), "kept");
    }

    @Test
    @Section("3.8.1.1")
    void priorityIsANumber() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        producer.send(text("normal"), DeliveryMode.PERSISTENT, 4, 0);
        producer.send(text("expedited"), DeliveryMode.PERSISTENT, 9, 0);
        assertReceives(session().createConsumer(queue, "JMSPriority < 5"), "normal");
        assertReceives(session().createConsumer(queue, "JMSPriority BETWEEN 5 AND 9"), "expedited");
    }

    @Test
    @Section("3.8.1.1")
    void messageIdSelectsOneMessage() throws Exception {
        Queue queue = queue();
        send(queue, "first");
        TextMessage second = text("second");
        send(queue, second);
        assertReceives(session().createConsumer(queue, "JMSMessageID = '" + second.getJMSMessageID() + "'"), "second");
    }

    @Test
    @Section("3.8.1.3")
    void timestampIsComparedInMilliseconds() throws Exception {
        Queue queue = queue();
        TextMessage message = text("a");
        send(queue, message);
        long sent = message.getJMSTimestamp();
        MessageConsumer later = session().createConsumer(queue, "JMSTimestamp > " + sent);
        assertNothingComes(later);
        assertReceives(session().createConsumer(queue, "JMSTimestamp = " + sent), "a");
    }

    @Test
    @Section("3.8.1.1")
    void correlationIdAndTypeAreStrings() throws Exception {
        Queue queue = queue();
        TextMessage message = text("both");
        message.setJMSCorrelationID("c-1");
        message.setJMSType("order");
        send(queue, "neither");
        send(queue, message);
        assertReceives(session().createConsumer(queue, "JMSCorrelationID LIKE 'c-_' AND JMSType IN ('order')"), "both");
    }

    @Test
    @Section("3.5.9")
    void reservedPropertiesOfTheClientCanBeUsedInASelector() throws Exception {
        Queue queue = queue();
        TextMessage grouped = text("grouped");
        grouped.setStringProperty("JMSXGroupID", "g");
        grouped.setIntProperty("JMSXGroupSeq", 2);
        send(queue, "single");
        send(queue, grouped);
        assertReceives(session().createConsumer(queue, "JMSXGroupID = 'g' AND JMSXGroupSeq = 2"), "grouped");
        assertReceives(session().createConsumer(queue, "JMSXGroupID IS NULL"), "single");
    }

    @Test
    @Section("3.8.1")
    void selectorDoesNotReadTheBody() throws Exception {
        Queue queue = queue();
        var map = desk().createMapMessage();
        map.setInt("entry", 1);
        send(queue, map);
        assertNothingComes(session().createConsumer(queue, "entry = 1"));
    }
}
