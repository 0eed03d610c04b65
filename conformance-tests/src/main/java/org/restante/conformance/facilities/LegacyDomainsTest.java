package org.restante.conformance.facilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** The domain-specific interfaces: QueueConnection, TopicSession and others. */
@Section("9.2")
@Needs(Capability.LEGACY_DOMAINS)
class LegacyDomainsTest extends ConformanceTest {

    @Test
    @Section("4.1")
    void queueSessionSendsAndReceives() throws Exception {
        Queue queue = queue();
        try (QueueConnection connection = queueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createSender(queue).send(session.createTextMessage("a"));
            QueueReceiver receiver = session.createReceiver(queue);
            assertEquals(queue.getQueueName(), receiver.getQueue().getQueueName());
            assertReceives(receiver, "a");
        }
    }

    @Test
    @Section("4.2")
    void topicSessionPublishesAndSubscribes() throws Exception {
        Topic topic = topic();
        try (TopicConnection connection = topicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicSubscriber subscriber = session.createSubscriber(topic);
            assertEquals(topic.getTopicName(), subscriber.getTopic().getTopicName());
            session.createPublisher(topic).publish(session.createTextMessage("a"));
            assertReceives(subscriber, "a");
        }
    }

    @Test
    @Section("4.1.7")
    void queueRequestorWaitsForTheReply() throws Exception {
        Queue queue = queue();
        Session server = session();
        server.createConsumer(queue).setMessageListener(request -> reply(server, request));
        try (QueueConnection connection = queueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            QueueRequestor requestor = new QueueRequestor(session, queue);
            TextMessage answer = (TextMessage) requestor.request(session.createTextMessage("ping"));
            assertEquals("re: ping", answer.getText());
        }
    }

    @Test
    @Section("9.2")
    void queueSessionRefusesMethodsForTopics() throws Exception {
        Topic topic = topic();
        try (QueueConnection connection = queueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(IllegalStateException.class, () -> session.createDurableSubscriber(topic, "n"));
            assertThrows(IllegalStateException.class, () -> session.createDurableConsumer(topic, "n"));
            assertThrows(IllegalStateException.class, () -> session.createSharedConsumer(topic, "n"));
            assertThrows(IllegalStateException.class, () -> session.createSharedDurableConsumer(topic, "n"));
            assertThrows(IllegalStateException.class, session::createTemporaryTopic);
            assertThrows(IllegalStateException.class, () -> session.createTopic("t"));
            assertThrows(IllegalStateException.class, () -> session.unsubscribe("n"));
        }
    }

    @Test
    @Section("9.2")
    void topicSessionRefusesMethodsForQueues() throws Exception {
        Queue queue = queue();
        try (TopicConnection connection = topicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(IllegalStateException.class, () -> session.createBrowser(queue));
            assertThrows(IllegalStateException.class, () -> session.createQueue("q"));
            assertThrows(IllegalStateException.class, session::createTemporaryQueue);
        }
    }

    @Test
    @Section("4.2.10")
    void topicRequestorWaitsForTheReply() throws Exception {
        Topic topic = topic();
        Session server = session();
        server.createConsumer(topic).setMessageListener(request -> reply(server, request));
        try (TopicConnection connection = topicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicRequestor requestor = new TopicRequestor(session, topic);
            TextMessage first = (TextMessage) requestor.request(session.createTextMessage("ping"));
            assertEquals("re: ping", first.getText());
            TextMessage second = (TextMessage) requestor.request(session.createTextMessage("pong"));
            assertEquals("re: pong", second.getText());
            requestor.close();
            assertThrows(IllegalStateException.class, session::createMessage);
        }
    }

    @Test
    @Section("4.1.7")
    void queueRequestorNeedsAQueue() throws Exception {
        try (QueueConnection connection = queueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(InvalidDestinationException.class, () -> new QueueRequestor(session, null));
        }
    }

    @Test
    @Section("8.3.1")
    void topicSubscriberHasItsSelectorAndNoLocal() throws Exception {
        Topic topic = topic();
        try (TopicConnection connection = topicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicSubscriber subscriber = session.createSubscriber(topic, "JMSPriority = 4", true);
            assertTrue(subscriber.getNoLocal());
            session.createPublisher(topic).publish(session.createTextMessage("own"));
            send(topic, "another's");
            assertReceives(subscriber, "another's");
            assertFalse(session.createSubscriber(topic).getNoLocal());
        }
    }

    @Test
    @Section("8.3.3")
    void topicSessionHasDurableSubscribers() throws Exception {
        Topic topic = topic();
        try (TopicConnection connection =
                assertInstanceOf(TopicConnectionFactory.class, factory()).createTopicConnection()) {
            connection.setClientID(freshName());
            connection.start();
            String name = freshName();
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createDurableSubscriber(topic, name).close();
            send(topic, "kept");
            TopicSubscriber subscriber = session.createDurableSubscriber(topic, name);
            assertReceives(subscriber, "kept");
            subscriber.close();
            session.unsubscribe(name);
            assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(name));
        }
    }

    @Test
    @Section("8.2")
    void queueReceiverHasItsSelector() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        try (QueueConnection connection = queueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(InvalidSelectorException.class, () -> session.createReceiver(queue, "= 1"));
            assertThrows(InvalidDestinationException.class, () -> session.createReceiver(null));
            QueueReceiver receiver = session.createReceiver(queue, "JMSPriority = 4");
            assertEquals("JMSPriority = 4", receiver.getMessageSelector());
            assertReceives(receiver, "a");
        }
    }

    @Test
    @Section("6.2")
    void transactedSessionOfADomainIgnoresItsMode() throws Exception {
        try (QueueConnection queues = queueConnection();
                TopicConnection topics = topicConnection()) {
            QueueSession onQueues = queues.createQueueSession(true, Session.CLIENT_ACKNOWLEDGE);
            TopicSession onTopics = topics.createTopicSession(true, Session.CLIENT_ACKNOWLEDGE);
            assertTrue(onQueues.getTransacted() && onTopics.getTransacted());
            assertEquals(Session.SESSION_TRANSACTED, onQueues.getAcknowledgeMode());
            assertEquals(Session.SESSION_TRANSACTED, onTopics.getAcknowledgeMode());
        }
    }

    private static QueueConnection queueConnection() throws Exception {
        QueueConnection connection =
                assertInstanceOf(QueueConnectionFactory.class, factory()).createQueueConnection();
        connection.start();
        return connection;
    }

    private static TopicConnection topicConnection() throws Exception {
        TopicConnection connection =
                assertInstanceOf(TopicConnectionFactory.class, factory()).createTopicConnection();
        connection.start();
        return connection;
    }

    private static void reply(Session session, Message request) {
        try {
            session.createProducer(request.getJMSReplyTo()).send(session.createTextMessage("re: " + textOf(request)));
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
