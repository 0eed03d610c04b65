package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The methods of a MessageProducer in states where they must be refused, and priorities. */
@Section("7.1")
class ProducerStateTest extends ConformanceTest {

    private final RecordedCompletions completions = new RecordedCompletions();

    @Test
    @Section("6.2.15")
    void eachMethodOfAClosedProducerIsRefused() throws Exception {
        Queue queue = queue();
        Message message = text("a");
        Session session = session();
        MessageProducer closed = session.createProducer(queue);
        MessageProducer closedFree = session.createProducer(null);
        closed.close();
        closedFree.close();
        assertAllThrow(IllegalStateException.class, accessors(closed));
        assertAllThrow(IllegalStateException.class, sends(closed, message));
        assertAllThrow(IllegalStateException.class, sends(closedFree, queue, message));
        MessageProducer ofAClosedSession = session.createProducer(queue);
        session.close();
        assertAllThrow(IllegalStateException.class, accessors(ofAClosedSession));
        assertAllThrow(IllegalStateException.class, sends(ofAClosedSession, message));
        ofAClosedSession.close();
    }

    @Test
    @Section("API: MessageProducer")
    void eachSendOfAProducerWithADestinationRefusesAnother() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        assertAllThrow(UnsupportedOperationException.class, sends(producer, queue(), text("a")));
    }

    @Test
    @Section("API: MessageProducer")
    void eachSendOfAProducerWithoutDestinationNeedsOne() throws Exception {
        MessageProducer producer = session().createProducer(null);
        assertAllThrow(UnsupportedOperationException.class, sends(producer, text("a")));
        assertAllThrow(InvalidDestinationException.class, sends(producer, null, text("a")));
    }

    @Test
    @Section("API: MessageProducer")
    void eachSendNeedsAMessage() throws Exception {
        Session session = session();
        assertAllThrow(MessageFormatException.class, sends(session.createProducer(queue()), null));
        assertAllThrow(MessageFormatException.class, sends(session.createProducer(null), queue(), null));
        assertEquals(0, completions.waiting());
        assertEquals(List.of(), completions.failures());
    }

    @Test
    @Section("API: MessageProducer")
    void eachAsynchronousSendNeedsItsListener() throws Exception {
        Queue queue = queue();
        Message message = text("a");
        Session session = session();
        MessageProducer bound = session.createProducer(queue);
        MessageProducer free = session.createProducer(null);
        CompletionListener none = null;
        assertAllThrow(
                IllegalArgumentException.class,
                List.of(
                        () -> bound.send(message, none),
                        () -> bound.send(message, DeliveryMode.PERSISTENT, 4, 0, none),
                        () -> free.send(queue, message, none),
                        () -> free.send(queue, message, DeliveryMode.PERSISTENT, 4, 0, none)));
    }

    @Test
    @Section("7.4")
    void invalidOptionsOfAClassicProducerAreRefused() throws Exception {
        MessageProducer producer = session().createProducer(queue());
        Message message = text("a");
        assertAllThrow(
                JMSException.class,
                List.of(
                        () -> producer.setDeliveryMode(0),
                        () -> producer.setDeliveryMode(3),
                        () -> producer.setPriority(-1),
                        () -> producer.setPriority(10),
                        () -> producer.send(message, 3, 4, 0),
                        () -> producer.send(message, DeliveryMode.PERSISTENT, 10, 0),
                        () -> producer.send(message, DeliveryMode.PERSISTENT, -1, 0)));
        assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode());
        assertEquals(4, producer.getPriority());
    }

    @Test
    @Section("10.3")
    void sendToADeletedTemporaryQueueThrowsInvalidDestinationException() throws Exception {
        Session session = session();
        TemporaryQueue gone = session.createTemporaryQueue();
        MessageProducer producer = session.createProducer(gone);
        gone.delete();
        Message message = text("a");
        assertThrows(InvalidDestinationException.class, () -> producer.send(message));
    }

    @Test
    @Section("3.4.10")
    void messagesOfAllTenPrioritiesArriveHighestFirst() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        for (int priority = 0; priority <= 9; priority++) {
            producer.setPriority(priority);
            producer.send(text("p"));
        }
        MessageConsumer consumer = session().createConsumer(queue);
        List<Integer> arrived = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            arrived.add(receive(consumer).getJMSPriority());
        }
        assertTrue(arrived.indexOf(9) < arrived.indexOf(0), arrived::toString);
        assertEquals(45, arrived.stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    @Section("6.2.9.2")
    void messagesOfOnePriorityKeepTheirOrderInASubscription() throws Exception {
        Topic topic = topic();
        var connection = stoppedConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(topic);
        MessageProducer producer = desk().createProducer(topic);
        for (int i = 0; i < 20; i++) {
            producer.send(text("p" + i % 2 + " " + i), DeliveryMode.PERSISTENT, i % 2 == 0 ? 2 : 7, 0);
        }
        connection.start();
        List<String> arrived = receiveTexts(consumer, 20);
        for (String priority : List.of("p0", "p1")) {
            List<Integer> numbers = arrived.stream()
                    .filter(text -> text.startsWith(priority))
                    .map(text -> Integer.valueOf(text.substring(3)))
                    .toList();
            assertEquals(numbers.stream().sorted().toList(), numbers);
        }
    }

    private List<Executable> sends(MessageProducer producer, @Nullable Message message) {
        return List.of(
                () -> producer.send(message),
                () -> producer.send(message, DeliveryMode.PERSISTENT, 4, 0),
                () -> producer.send(message, completions),
                () -> producer.send(message, DeliveryMode.PERSISTENT, 4, 0, completions));
    }

    private List<Executable> sends(MessageProducer producer, @Nullable Destination to, @Nullable Message message) {
        return List.of(
                () -> producer.send(to, message),
                () -> producer.send(to, message, DeliveryMode.PERSISTENT, 4, 0),
                () -> producer.send(to, message, completions),
                () -> producer.send(to, message, DeliveryMode.PERSISTENT, 4, 0, completions));
    }

    private static List<Executable> accessors(MessageProducer producer) {
        return List.of(
                producer::getDeliveryMode,
                producer::getPriority,
                producer::getTimeToLive,
                producer::getDeliveryDelay,
                producer::getDisableMessageID,
                producer::getDisableMessageTimestamp,
                producer::getDestination,
                () -> producer.setDeliveryMode(DeliveryMode.PERSISTENT),
                () -> producer.setPriority(4),
                () -> producer.setTimeToLive(0),
                () -> producer.setDeliveryDelay(0),
                () -> producer.setDisableMessageID(true),
                () -> producer.setDisableMessageTimestamp(true));
    }
}
