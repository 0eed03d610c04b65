package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Producers of the classic API (MessageProducer). */
@Section("7.1")
class ProducerTest extends ConformanceTest {

    @Test
    @Section("7.1")
    void producerWithoutDestinationSendsToTheDestinationOfTheCall() throws Exception {
        Queue one = queue();
        Queue two = queue();
        MessageProducer producer = session().createProducer(null);
        assertNull(producer.getDestination());
        producer.send(one, text("one"));
        producer.send(two, text("two"));
        assertReceives(session().createConsumer(one), "one");
        assertReceives(session().createConsumer(two), "two");
    }

    @Test
    @Section("API: MessageProducer")
    void producerWithoutDestinationNeedsOneInTheCall() throws Exception {
        MessageProducer producer = session().createProducer(null);
        Message message = text("a");
        assertThrows(UnsupportedOperationException.class, () -> producer.send(message));
        assertThrows(UnsupportedOperationException.class, () -> producer.send(message, DeliveryMode.PERSISTENT, 4, 0));
        assertThrows(InvalidDestinationException.class, () -> producer.send((Destination) null, message));
    }

    @Test
    @Section("API: MessageProducer")
    void producerWithADestinationRefusesAnother() throws Exception {
        Queue other = queue();
        MessageProducer producer = session().createProducer(queue());
        Message message = text("a");
        assertThrows(UnsupportedOperationException.class, () -> producer.send(other, message));
        assertThrows(
                UnsupportedOperationException.class,
                () -> producer.send(other, message, DeliveryMode.PERSISTENT, 4, 0));
    }

    @Test
    @Section("API: MessageProducer")
    void producerReturnsItsDestination() throws Exception {
        Queue queue = queue();
        MessageProducer producer = session().createProducer(queue);
        assertEquals(queue.getQueueName(), ((Queue) producer.getDestination()).getQueueName());
    }

    @Test
    @Section("7.4")
    void producerHasTheDefaultsOfTheSpecification() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode());
        assertEquals(4, producer.getPriority());
        assertEquals(0, producer.getTimeToLive());
        assertEquals(0, producer.getDeliveryDelay());
        assertFalse(producer.getDisableMessageID());
        assertFalse(producer.getDisableMessageTimestamp());
    }

    @Test
    @Section("7.4")
    void defaultsReachTheMessage() throws Exception {
        Queue queue = queue();
        session().createProducer(queue).send(text("a"));
        Message received = receive(session().createConsumer(queue));
        assertEquals(DeliveryMode.PERSISTENT, received.getJMSDeliveryMode());
        assertEquals(4, received.getJMSPriority());
        assertEquals(0, received.getJMSExpiration());
    }

    @Test
    @Section("7.4")
    void optionsOfTheProducerApplyToAllItsSends() throws Exception {
        Queue queue = queue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setPriority(7);
        producer.setTimeToLive(60_000);
        producer.send(text("a"));
        producer.send(text("b"));
        MessageConsumer consumer = session().createConsumer(queue);
        for (int i = 0; i < 2; i++) {
            Message received = receive(consumer);
            assertEquals(DeliveryMode.NON_PERSISTENT, received.getJMSDeliveryMode());
            assertEquals(7, received.getJMSPriority());
            assertEquals(received.getJMSTimestamp() + 60_000, received.getJMSExpiration());
        }
    }

    @Test
    @Section("7.4")
    void optionsOfTheCallReplaceOptionsOfTheProducer() throws Exception {
        Queue queue = queue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setPriority(7);
        producer.setTimeToLive(60_000);
        producer.send(text("a"), DeliveryMode.PERSISTENT, 2, 0);
        Message received = receive(session().createConsumer(queue));
        assertEquals(DeliveryMode.PERSISTENT, received.getJMSDeliveryMode());
        assertEquals(2, received.getJMSPriority());
        assertEquals(0, received.getJMSExpiration());
        assertEquals(7, producer.getPriority());
    }

    @Test
    @Section("API: MessageProducer")
    void messageMustNotBeNull() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        assertThrows(MessageFormatException.class, () -> producer.send(null));
    }

    @Test
    @Section("6.1.8")
    void closedProducerCannotBeUsed() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        Message message = text("a");
        producer.close();
        producer.close();
        assertThrows(IllegalStateException.class, () -> producer.send(message));
        assertThrows(IllegalStateException.class, producer::getPriority);
        assertThrows(IllegalStateException.class, () -> producer.setTimeToLive(1));
        assertThrows(IllegalStateException.class, producer::getDestination);
    }

    @Test
    @Section("7.2")
    void sendToATopicWithoutSubscriptionsReturns() throws Exception {
        Message message = text("a");
        session().createProducer(topic()).send(message);
        assertEquals("ID:", message.getJMSMessageID().substring(0, 3));
    }

    @Test
    @Section("7.7")
    void nonPersistentMessageIsDeliveredOnce() throws Exception {
        Queue queue = queue();
        MessageProducer producer = session().createProducer(queue);
        producer.send(text("a"), DeliveryMode.NON_PERSISTENT, 4, 0);
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "a");
        assertNothingComes(consumer);
    }
}
