package org.restante.conformance.domains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Temporary queues and topics, which exist as long as their connection. */
@Section("6.2.2")
class TemporaryDestinationTest extends ConformanceTest {

    @Test
    @Section("6.2.2")
    void eachTemporaryDestinationIsUnique() throws Exception {
        Session session = session();
        assertNotEquals(
                session.createTemporaryQueue().getQueueName(),
                session.createTemporaryQueue().getQueueName());
        assertNotEquals(
                session.createTemporaryTopic().getTopicName(),
                session.createTemporaryTopic().getTopicName());
    }

    @Test
    @Section("2.16")
    void replyComesBackThroughATemporaryQueue() throws Exception {
        Queue service = queue();
        Session client = session();
        TemporaryQueue replies = client.createTemporaryQueue();
        TextMessage request = client.createTextMessage("ping");
        request.setJMSReplyTo(replies);
        client.createProducer(service).send(request);

        Session server = session();
        Message asked = receive(server.createConsumer(service));
        TextMessage reply = server.createTextMessage("pong");
        reply.setJMSCorrelationID(asked.getJMSMessageID());
        server.createProducer(asked.getJMSReplyTo()).send(reply);

        Message answer = receive(client.createConsumer(replies));
        assertEquals("pong", textOf(answer));
        assertEquals(request.getJMSMessageID(), answer.getJMSCorrelationID());
    }

    @Test
    @Section("4.2.7")
    void temporaryTopicReachesAllConsumersOfItsConnection() throws Exception {
        Connection connection = connection();
        TemporaryTopic topic = connection.createSession().createTemporaryTopic();
        MessageConsumer one = connection.createSession().createConsumer(topic);
        MessageConsumer two = connection.createSession().createConsumer(topic);
        send(topic, "a");
        assertReceives(one, "a");
        assertReceives(two, "a");
    }

    @Test
    @Section("6.2.2")
    void anySessionOfTheConnectionMayConsume() throws Exception {
        Connection connection = connection();
        Session maker = connection.createSession();
        TemporaryQueue queue = maker.createTemporaryQueue();
        maker.close();
        send(queue, "a");
        assertReceives(connection.createSession().createConsumer(queue), "a");
    }

    @Test
    @Section("6.2.2")
    void anotherConnectionMayNotConsume() throws Exception {
        Session owner = session();
        Session other = session();
        Destination queue = owner.createTemporaryQueue();
        Destination topic = owner.createTemporaryTopic();
        assertThrows(JMSException.class, () -> other.createConsumer(queue));
        assertThrows(JMSException.class, () -> other.createConsumer(topic));
    }

    @Test
    @Section("API: TemporaryQueue")
    void temporaryDestinationInUseIsNotDeleted() throws Exception {
        Session session = session();
        TemporaryQueue queue = session.createTemporaryQueue();
        TemporaryTopic topic = session.createTemporaryTopic();
        MessageConsumer onQueue = session.createConsumer(queue);
        MessageConsumer onTopic = session.createConsumer(topic);
        assertThrows(JMSException.class, queue::delete);
        assertThrows(JMSException.class, topic::delete);
        onQueue.close();
        onTopic.close();
        queue.delete();
        topic.delete();
    }

    @Test
    @Section("10.3")
    void deletedTemporaryQueueCannotBeUsed() throws Exception {
        Session session = session();
        TemporaryQueue queue = session.createTemporaryQueue();
        queue.delete();
        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(queue));
        assertThrows(InvalidDestinationException.class, () -> send(queue, "a"));
    }

    @Test
    @Section("6.2.2")
    void temporaryQueueEndsWithItsConnection() throws Exception {
        Connection connection = connection();
        TemporaryQueue queue = connection.createSession().createTemporaryQueue();
        send(queue, "while it lives");
        connection.close();
        assertThrows(JMSException.class, () -> send(queue, "after its end"));
    }

    @Test
    @Section("6.2.2")
    void anotherConnectionMaySend() throws Exception {
        Session owner = session();
        TemporaryQueue queue = owner.createTemporaryQueue();
        TemporaryTopic topic = owner.createTemporaryTopic();
        MessageConsumer onQueue = owner.createConsumer(queue);
        MessageConsumer onTopic = owner.createConsumer(topic);
        Session other = session();
        other.createProducer(queue).send(text("to the queue"));
        other.createProducer(topic).send(text("to the topic"));
        assertReceives(onQueue, "to the queue");
        assertReceives(onTopic, "to the topic");
    }

    @Test
    @Section("10.3")
    void deletedTemporaryTopicCannotBeUsed() throws Exception {
        Session session = session();
        TemporaryTopic topic = session.createTemporaryTopic();
        topic.delete();
        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(topic));
        assertThrows(InvalidDestinationException.class, () -> send(topic, "a"));
    }

    @Test
    @Section("API: JMSContext")
    void contextsOfOneConnectionShareTemporaryDestinations() throws Exception {
        JMSContext context = context();
        TemporaryQueue queue = context.createTemporaryQueue();
        JMSContext sibling = context.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        sibling.createProducer().send(queue, "a");
        assertEquals("a", sibling.createConsumer(queue).receiveBody(String.class, SOON));
        JMSContext other = context();
        assertThrows(JMSRuntimeException.class, () -> other.createConsumer(queue));
    }
}
