package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** The send replaces what the client has set in a header field of the send, also if neither the producer nor the call has an option. */
class ReplacedHeadersTest extends ConformanceTest {

    @Test
    @Section({"3.4.10", "3.4.11"})
    void defaultPriorityReplacesThePrioritySetOnTheMessage() throws Exception {
        Message message = text("a");
        message.setJMSPriority(8);
        assertEquals(Message.DEFAULT_PRIORITY, sent(message).getJMSPriority());
        assertEquals(Message.DEFAULT_PRIORITY, message.getJMSPriority());
    }

    @Test
    @Section({"3.4.2", "3.4.11"})
    void defaultDeliveryModeReplacesTheModeSetOnTheMessage() throws Exception {
        Message message = text("a");
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        assertEquals(DeliveryMode.PERSISTENT, sent(message).getJMSDeliveryMode());
        assertEquals(DeliveryMode.PERSISTENT, message.getJMSDeliveryMode());
    }

    @Test
    @Section({"3.4.9", "3.4.11"})
    void expirationSetOnTheMessageIsReplacedByNone() throws Exception {
        Message message = text("a");
        message.setJMSExpiration(1);
        assertEquals(0, sent(message).getJMSExpiration());
        assertEquals(0, message.getJMSExpiration());
    }

    @Test
    @Section({"3.4.3", "3.4.11"})
    void identifierSetOnTheMessageIsReplaced() throws Exception {
        Message message = text("a");
        message.setJMSMessageID("ID:of the client");
        assertNotEquals("ID:of the client", sent(message).getJMSMessageID());
        assertNotEquals("ID:of the client", message.getJMSMessageID());
    }

    @Test
    @Section({"3.4.4", "3.4.11"})
    void timestampSetOnTheMessageIsReplaced() throws Exception {
        long before = CLOCK.millis();
        Message message = text("a");
        message.setJMSTimestamp(1);
        assertTrue(sent(message).getJMSTimestamp() >= before);
        assertTrue(message.getJMSTimestamp() >= before);
    }

    @Test
    @Section({"3.4.1", "3.4.11"})
    void destinationSetOnTheMessageIsReplaced() throws Exception {
        Queue queue = queue();
        Message message = text("a");
        message.setJMSDestination(queue());
        send(queue, message);
        assertEquals(queue.getQueueName(), ((Queue) message.getJMSDestination()).getQueueName());
        Message received = receive(session().createConsumer(queue));
        assertEquals(queue.getQueueName(), ((Queue) received.getJMSDestination()).getQueueName());
    }

    @Test
    @Section({"3.4.11", "3.4.13"})
    @Needs(Capability.DELIVERY_DELAY)
    void deliveryTimeSetOnTheMessageDoesNotDelayIt() throws Exception {
        Message message = text("a");
        message.setJMSDeliveryTime(CLOCK.millis() + 60_000);
        assertTrue(sent(message).getJMSDeliveryTime() <= CLOCK.millis() + SOON);
    }

    /** The message as it is received. */
    private Message sent(Message message) throws Exception {
        return sendAndReceive(Message.class, message);
    }
}
