package org.restante.conformance.facilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.IllegalStateException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** The sessions of the two domains: what they inherit and may do, and the overloads that they must refuse. */
@Section("9.2")
@Needs(Capability.LEGACY_DOMAINS)
class LegacySessionsTest extends ConformanceTest {

    private QueueConnection queues() throws Exception {
        QueueConnection connection = closedAfterTheTest(
                assertInstanceOf(QueueConnectionFactory.class, factory()).createQueueConnection());
        connection.start();
        return connection;
    }

    private TopicConnection topics() throws Exception {
        TopicConnection connection = closedAfterTheTest(
                assertInstanceOf(TopicConnectionFactory.class, factory()).createTopicConnection());
        connection.start();
        return connection;
    }

    @Test
    @Section("9.2")
    void queueSessionRefusesTheMethodsForTopicsThatTakeASelector() throws Exception {
        Topic topic = topic();
        QueueSession session = queues().createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        assertAllThrow(
                IllegalStateException.class,
                List.of(
                        () -> session.createDurableSubscriber(topic, "n", "p = 1", false),
                        () -> session.createDurableConsumer(topic, "n", "p = 1", false),
                        () -> session.createSharedConsumer(topic, "n", "p = 1"),
                        () -> session.createSharedDurableConsumer(topic, "n", "p = 1")));
    }

    @Test
    @Section("9.2")
    void topicSessionRefusesABrowserWithASelector() throws Exception {
        Queue queue = queue();
        TopicSession session = topics().createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        assertThrows(IllegalStateException.class, () -> session.createBrowser(queue, "p = 1"));
    }

    @Test
    @Section("9.2")
    void transactedSessionsOfADomainRefuseTheMethodsOfTheOtherToo() throws Exception {
        QueueSession onQueues = queues().createQueueSession(true, Session.SESSION_TRANSACTED);
        TopicSession onTopics = topics().createTopicSession(true, Session.SESSION_TRANSACTED);
        assertThrows(IllegalStateException.class, onQueues::createTemporaryTopic);
        assertThrows(IllegalStateException.class, onTopics::createTemporaryQueue);
    }

    @Test
    @Section("4.1.5")
    void queueSessionMakesTemporaryQueuesAndBrowsers() throws Exception {
        QueueSession session = queues().createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        TemporaryQueue queue = session.createTemporaryQueue();
        session.createSender(queue).send(session.createTextMessage("a"));
        assertTrue(session.createBrowser(queue).getEnumeration().hasMoreElements());
        assertReceives(session.createReceiver(queue), "a");
    }

    @Test
    @Section("4.2.7")
    void topicSessionMakesTemporaryTopics() throws Exception {
        TopicSession session = topics().createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        TemporaryTopic topic = session.createTemporaryTopic();
        TopicSubscriber subscriber = session.createSubscriber(topic);
        session.createPublisher(topic).publish(session.createTextMessage("a"));
        assertReceives(subscriber, "a");
    }

    @Test
    @Section({"8.3.2", "8.3.4"})
    @Needs({Capability.LEGACY_DOMAINS, Capability.SHARED_SUBSCRIPTIONS})
    void topicSessionHasSharedConsumers() throws Exception {
        Topic topic = topic();
        String name = freshName();
        TopicSession session = topics().createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer shared = session.createSharedConsumer(topic, name);
        MessageConsumer durable = session.createSharedDurableConsumer(topic, name);
        session.createPublisher(topic).publish(session.createTextMessage("a"));
        assertReceives(shared, "a");
        assertReceives(durable, "a");
        durable.close();
        session.unsubscribe(name);
    }

    @Test
    @Section("9.2")
    void sessionsOfTheDomainsHaveTheMethodsOfTheClassicApiForTheirDestinations() throws Exception {
        Queue queue = queue();
        Topic topic = topic();
        QueueSession onQueues = queues().createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        onQueues.createProducer(queue).send(onQueues.createTextMessage("a"));
        assertReceives(onQueues.createConsumer(queue), "a");
        TopicSession onTopics = topics().createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = onTopics.createConsumer(topic);
        onTopics.createProducer(topic).send(onTopics.createTextMessage("b"));
        assertReceives(consumer, "b");
    }

    @Test
    @Section("4.1.7")
    void closeOfAQueueRequestorClosesItsSession() throws Exception {
        QueueSession session = queues().createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueRequestor requestor = new QueueRequestor(session, queue());
        requestor.close();
        assertThrows(IllegalStateException.class, session::createMessage);
    }

    @Test
    @Section({"4.1", "6.2.7"})
    void transactedQueueSessionCommitsAndRollsBack() throws Exception {
        Queue from = queue();
        Queue to = queue();
        send(from, "in");
        QueueSession session = queues().createQueueSession(true, Session.SESSION_TRANSACTED);
        QueueReceiver receiver = session.createReceiver(from);
        QueueSender sender = session.createSender(to);
        assertReceives(receiver, "in");
        sender.send(session.createTextMessage("undone"));
        session.rollback();
        assertReceives(receiver, "in");
        sender.send(session.createTextMessage("done"));
        session.commit();
        assertReceives(session().createConsumer(to), "done");
    }

    @Test
    @Section({"4.2", "6.2.10"})
    void topicSessionRecoversUnacknowledgedMessages() throws Exception {
        Topic topic = topic();
        TopicSession session = topics().createTopicSession(false, Session.CLIENT_ACKNOWLEDGE);
        TopicSubscriber subscriber = session.createSubscriber(topic);
        send(topic, "a");
        assertReceives(subscriber, "a");
        session.recover();
        Message again = receive(subscriber);
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }

    @Test
    @Section({"6.1", "6.1.8"})
    void connectionsOfTheDomainsRefuseCallsWhenTheyAreClosed() throws Exception {
        QueueConnection queues = queues();
        TopicConnection topics = topics();
        queues.close();
        topics.close();
        assertThrows(IllegalStateException.class, () -> queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE));
        assertThrows(IllegalStateException.class, () -> topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE));
    }
}
