package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Each send of the domain-specific producers, QueueSender and TopicPublisher. */
@Section("7.2")
@Needs(Capability.LEGACY_DOMAINS)
class LegacyProducerTest extends ConformanceTest {

    @Test
    @Section({"7.1", "7.2"})
    void eachSendOfAQueueSenderArrives() throws Exception {
        Queue queue = queue();
        RecordedCompletions completions = new RecordedCompletions();
        try (QueueConnection connection = ((QueueConnectionFactory) factory()).createQueueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            QueueSender bound = session.createSender(queue);
            QueueSender free = session.createSender(null);
            assertEquals(queue, bound.getQueue());
            bound.send(text("a"));
            bound.send(text("b"), DeliveryMode.NON_PERSISTENT, 4, 60_000);
            free.send(queue, text("c"));
            free.send(queue, text("d"), DeliveryMode.PERSISTENT, 4, 0);
            Message last = text("e");
            bound.send(last, completions);
            assertSame(last, completions.next());
        }
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals(5, receiveTexts(consumer, 5).size());
    }

    @Test
    @Section({"7.1", "7.2"})
    void eachPublishOfATopicPublisherArrives() throws Exception {
        Topic topic = topic();
        MessageConsumer consumer = session().createConsumer(topic);
        try (TopicConnection connection = ((TopicConnectionFactory) factory()).createTopicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicPublisher bound = session.createPublisher(topic);
            TopicPublisher free = session.createPublisher(null);
            assertEquals(topic, bound.getTopic());
            bound.publish(text("a"));
            bound.publish(text("b"), DeliveryMode.NON_PERSISTENT, 4, 60_000);
            free.publish(topic, text("c"));
            free.publish(topic, text("d"), DeliveryMode.PERSISTENT, 4, 0);
            bound.send(text("e"));
            assertEquals(5, receiveTexts(consumer, 5).size());
        }
    }

    @Test
    @Section("API: TopicPublisher")
    void wrongPublishesAreRefused() throws Exception {
        Topic topic = topic();
        Message message = text("a");
        try (TopicConnection connection = ((TopicConnectionFactory) factory()).createTopicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicPublisher bound = session.createPublisher(topic);
            TopicPublisher free = session.createPublisher(null);
            assertAllThrow(
                    UnsupportedOperationException.class,
                    List.of(() -> free.publish(message), () -> free.publish(message, DeliveryMode.PERSISTENT, 4, 0)));
            assertAllThrow(
                    InvalidDestinationException.class,
                    List.of(
                            () -> free.publish(null, message),
                            () -> free.publish(null, message, DeliveryMode.PERSISTENT, 4, 0)));
            assertAllThrow(
                    MessageFormatException.class,
                    List.of(() -> bound.publish(null), () -> bound.publish(null, DeliveryMode.PERSISTENT, 4, 0)));
            bound.close();
            assertAllThrow(
                    IllegalStateException.class,
                    List.of(
                            bound::getTopic,
                            () -> bound.publish(message),
                            () -> bound.publish(message, DeliveryMode.PERSISTENT, 4, 0)));
        }
    }

    @Test
    @Section("API: QueueSender")
    void wrongSendsOfAQueueSenderAreRefused() throws Exception {
        Queue queue = queue();
        Message message = text("a");
        try (QueueConnection connection = ((QueueConnectionFactory) factory()).createQueueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            QueueSender bound = session.createSender(queue);
            QueueSender free = session.createSender(null);
            Queue none = null;
            assertAllThrow(
                    UnsupportedOperationException.class,
                    List.of(() -> free.send(message), () -> free.send(message, DeliveryMode.PERSISTENT, 4, 0)));
            assertAllThrow(
                    InvalidDestinationException.class,
                    List.of(
                            () -> free.send(none, message),
                            () -> free.send(none, message, DeliveryMode.PERSISTENT, 4, 0)));
            bound.close();
            assertAllThrow(
                    IllegalStateException.class,
                    List.of(
                            bound::getQueue,
                            () -> bound.send(message),
                            () -> bound.send(message, DeliveryMode.PERSISTENT, 4, 0)));
        }
    }
}
