package org.restante.conformance.domains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/**
 * Temporary destinations whose connection is closed: what a server meets that replies too late. The destination is no longer valid,
 * which the provider must say, and the server goes on with its work.
 */
@Section({"6.2.2", "10.3"})
class DeadDestinationTest extends ConformanceTest {

    private TemporaryQueue deadQueue() throws Exception {
        try (Connection connection = connection()) {
            return connection.createSession().createTemporaryQueue();
        }
    }

    private TemporaryTopic deadTopic() throws Exception {
        try (Connection connection = connection()) {
            return connection.createSession().createTemporaryTopic();
        }
    }

    @Test
    @Section("10.3")
    void lateReplyThrowsInvalidDestinationException() throws Exception {
        Queue requests = queue();
        Session server = session();
        MessageConsumer consumer = server.createConsumer(requests);
        Message request;
        try (Connection client = connection()) {
            Session session = client.createSession();
            TextMessage asked = session.createTextMessage("ping");
            asked.setJMSReplyTo(session.createTemporaryQueue());
            session.createProducer(requests).send(asked);
            request = receive(consumer);
        }
        MessageProducer replies = server.createProducer(null);
        assertThrows(
                InvalidDestinationException.class,
                () -> replies.send(request.getJMSReplyTo(), server.createTextMessage("pong")));
    }

    @Test
    @Section("10.3")
    void lateReplyOfAContextThrowsInvalidDestinationRuntimeException() throws Exception {
        TemporaryQueue dead = deadQueue();
        JMSProducer producer = context().createProducer();
        assertThrows(InvalidDestinationRuntimeException.class, () -> producer.send(dead, "pong"));
    }

    @Test
    @Section("10.3")
    void publishingToADeadTemporaryTopicThrowsInvalidDestinationException() throws Exception {
        TemporaryTopic dead = deadTopic();
        assertThrows(InvalidDestinationException.class, () -> send(dead, "late"));
    }

    @Test
    @Section("10.3")
    void consumerOfADeadTemporaryDestinationIsRefused() throws Exception {
        TemporaryQueue queue = deadQueue();
        TemporaryTopic topic = deadTopic();
        Session session = session();
        assertThrows(JMSException.class, () -> session.createConsumer(queue));
        assertThrows(JMSException.class, () -> session.createConsumer(topic));
    }

    @Test
    @Section("6.2.2")
    void sessionIsUsableAfterALateReply() throws Exception {
        Queue queue = queue();
        TemporaryQueue dead = deadQueue();
        Session session = session();
        MessageProducer producer = session.createProducer(null);
        for (int i = 0; i < 3; i++) {
            try {
                producer.send(dead, text("late"));
            } catch (JMSException required) {
                assertNotNull(required.getMessage());
            }
            producer.send(queue, text("m" + i));
        }
        assertReceives(session.createConsumer(queue), "m0", "m1", "m2");
    }

    @Test
    @Section("6.2.2")
    void lateReplyDoesNotReachTheTemporaryQueueOfTheNextConnection() throws Exception {
        TemporaryQueue dead = deadQueue();
        Session next = session();
        TemporaryQueue alive = next.createTemporaryQueue();
        assertNotEquals(dead.getQueueName(), alive.getQueueName());
        try {
            send(dead, "late");
        } catch (JMSException required) {
            assertNotNull(required.getMessage());
        }
        send(alive, "in time");
        MessageConsumer consumer = next.createConsumer(alive);
        assertReceives(consumer, "in time");
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("6.2.2")
    void producerMadeWhileTheQueueLivedIsRefusedWhenItIsDead() throws Exception {
        Connection connection = connection();
        TemporaryQueue queue = connection.createSession().createTemporaryQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.send(text("in time"));
        connection.close();
        assertThrows(JMSException.class, () -> producer.send(text("late")));
    }

    @Test
    @Section("6.2.2")
    void temporaryDestinationsOutliveTheSessionThatMadeThem() throws Exception {
        Connection connection = connection();
        TemporaryQueue queue;
        TemporaryTopic topic;
        try (Session maker = connection.createSession()) {
            queue = maker.createTemporaryQueue();
            topic = maker.createTemporaryTopic();
        }
        Session other = connection.createSession();
        MessageConsumer onTopic = other.createConsumer(topic);
        send(queue, "a", "b");
        send(topic, "c");
        assertReceives(other.createConsumer(queue), "a", "b");
        assertReceives(onTopic, "c");
    }

    @Test
    @Section("6.2.2")
    void temporaryDestinationsOfAContextEndWithTheLastContextOfItsConnection() throws Exception {
        JMSContext first = context();
        JMSContext second = first.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        TemporaryQueue queue = first.createTemporaryQueue();
        first.close();
        send(queue, "a");
        assertEquals("a", second.createConsumer(queue).receiveBody(String.class, SOON));
        second.close();
        assertThrows(JMSException.class, () -> send(queue, "b"));
    }

    @Test
    @Section("API: TemporaryQueue")
    void onlyAConsumerKeepsATemporaryQueueFromBeingDeleted() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.send(text("a"));
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        assertThrows(JMSException.class, queue::delete);
        assertReceives(consumer, "a");
        consumer.close();
        queue.delete();
        assertThrows(JMSException.class, () -> producer.send(text("b")));
    }

    @Test
    @Section("6.2.2")
    void temporaryQueueHoldsMessagesLikeAnyOther() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        TemporaryQueue queue = session.createTemporaryQueue();
        send(queue, "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        session.recover();
        Message again = receive(consumer);
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
        session.close();
        assertReceives(connection.createSession().createConsumer(queue), "a", "b");
    }

    @Test
    @Section("3.4.6")
    void replyToOfAReceivedMessageIsTheTemporaryTopicOfTheClient() throws Exception {
        Queue requests = queue();
        Session client = session();
        TemporaryTopic replies = client.createTemporaryTopic();
        MessageConsumer consumer = client.createConsumer(replies);
        TextMessage request = client.createTextMessage("ping");
        request.setJMSReplyTo(replies);
        client.createProducer(requests).send(request);
        Destination replyTo = receive(session().createConsumer(requests)).getJMSReplyTo();
        assertEquals(replies.getTopicName(), ((Topic) replyTo).getTopicName());
        send(replyTo, "pong");
        assertReceives(consumer, "pong");
    }
}
