package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Messages whose class belongs to another provider, and messages created by another session. */
@Section("3.12")
class ForeignMessageTest extends ConformanceTest {

    @Test
    @Section("3.12")
    void textMessageOfAnotherProviderIsSent() throws Exception {
        Queue queue = queue();
        TextMessage foreign = ForeignMessage.of(TextMessage.class);
        foreign.setText("from afar");
        foreign.setObjectProperty("p", 7);
        foreign.setJMSType("type");
        foreign.setJMSCorrelationID("correlation");
        send(queue, foreign);
        Message received = receive(session().createConsumer(queue));
        assertEquals("from afar", assertInstanceOf(TextMessage.class, received).getText());
        assertEquals(7, received.getIntProperty("p"));
        assertEquals("type", received.getJMSType());
        assertEquals("correlation", received.getJMSCorrelationID());
    }

    @Test
    @Section("3.12")
    void mapMessageOfAnotherProviderIsSent() throws Exception {
        Queue queue = queue();
        MapMessage foreign = ForeignMessage.of(MapMessage.class);
        foreign.setObject("one", 1);
        foreign.setObject("two", "2");
        send(queue, foreign);
        var received = assertInstanceOf(MapMessage.class, receive(session().createConsumer(queue)));
        assertEquals(1, received.getInt("one"));
        assertEquals("2", received.getString("two"));
    }

    @Test
    @Section("3.12")
    void messageOfAProviderWithoutDeliveryTimesIsSent() throws Exception {
        Queue queue = queue();
        TextMessage foreign = ForeignMessage.without(TextMessage.class, "setJMSDeliveryTime", "getJMSDeliveryTime");
        foreign.setText("old");
        send(queue, foreign);
        var received = assertInstanceOf(TextMessage.class, receive(session().createConsumer(queue)));
        assertEquals("old", received.getText());
    }

    @Test
    @Section("3.4.11")
    void headersOfAForeignMessageAreSetByTheSend() throws Exception {
        Queue queue = queue();
        TextMessage foreign = ForeignMessage.of(TextMessage.class);
        foreign.setText("a");
        desk().createProducer(queue).send(foreign, DeliveryMode.NON_PERSISTENT, 7, 60_000);
        assertTrue(foreign.getJMSMessageID().startsWith("ID:"), foreign.getJMSMessageID());
        assertEquals(7, foreign.getJMSPriority());
        assertEquals(DeliveryMode.NON_PERSISTENT, foreign.getJMSDeliveryMode());
        assertTrue(foreign.getJMSTimestamp() > 0);
        assertTrue(foreign.getJMSExpiration() > foreign.getJMSTimestamp());
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals(foreign.getJMSMessageID(), receive(consumer).getJMSMessageID());
    }

    @Test
    @Section("6.2.4")
    void messageCanBeSentByAnotherSessionThanTheOneThatMadeIt() throws Exception {
        Queue queue = queue();
        TextMessage message = session().createTextMessage("elsewhere");
        session().createProducer(queue).send(message);
        assertReceives(session().createConsumer(queue), "elsewhere");
    }
}
