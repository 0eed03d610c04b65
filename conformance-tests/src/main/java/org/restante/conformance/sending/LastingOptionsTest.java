package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Options, properties and headers of a producer stay as they are until they are set again: each of several sends has them. */
class LastingOptionsTest extends ConformanceTest {

    private static final long DELAY = 60_000;

    @Test
    @Section({"7.4", "7.9"})
    @Needs(Capability.DELIVERY_DELAY)
    void deliveryDelayAppliesToEachOfSeveralSends() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        producer.setDeliveryDelay(DELAY);
        for (int i = 0; i < 3; i++) {
            long before = CLOCK.millis();
            TextMessage message = text("m" + i);
            producer.send(message);
            assertTrue(message.getJMSDeliveryTime() >= before + DELAY, "the delay of message " + i + " is missing");
        }
        assertEquals(DELAY, producer.getDeliveryDelay());
    }

    @Test
    @Section({"7.4", "7.7", "7.8"})
    void otherOptionsApplyToEachOfSeveralSends() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        producer.setPriority(7);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setTimeToLive(DELAY);
        for (int i = 0; i < 3; i++) {
            TextMessage message = text("m" + i);
            producer.send(message);
            assertEquals(7, message.getJMSPriority());
            assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
            assertTrue(message.getJMSExpiration() > 0, "the time to live of message " + i + " is missing");
        }
    }

    @Test
    @Section("7.4")
    void optionsOfACallDoNotReplaceThoseOfTheProducer() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        producer.setPriority(7);
        producer.send(text("a"), DeliveryMode.NON_PERSISTENT, 2, DELAY);
        TextMessage next = text("b");
        producer.send(next);
        assertEquals(7, next.getJMSPriority());
        assertEquals(DeliveryMode.PERSISTENT, next.getJMSDeliveryMode());
        assertEquals(0, next.getJMSExpiration());
    }

    @Test
    @Section({"7.5", "7.6"})
    void propertiesAndHeadersOfASimplifiedProducerApplyToEachOfSeveralSends() throws Exception {
        Queue queue = queue();
        JMSContext context = context();
        JMSProducer producer = context.createProducer()
                .setProperty("p", 5)
                .setJMSCorrelationID("c")
                .setJMSType("t")
                .setPriority(7);
        producer.send(queue, "a").send(queue, context.createTextMessage("b")).send(queue, "c");
        MessageConsumer consumer = session().createConsumer(queue);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Message message = receive(consumer);
            seen.add(textOf(message)
                    + message.getIntProperty("p")
                    + message.getJMSCorrelationID()
                    + message.getJMSType()
                    + message.getJMSPriority());
        }
        assertEquals(List.of("a5ct7", "b5ct7", "c5ct7"), seen);
    }
}
