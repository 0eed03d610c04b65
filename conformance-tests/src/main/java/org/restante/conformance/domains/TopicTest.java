package org.restante.conformance.domains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The delivery of messages of a topic to its subscriptions. */
@Section("4.2")
class TopicTest extends ConformanceTest {

    @Test
    @Section("4.2.2")
    void eachSubscriptionGetsEachMessage() throws Exception {
        Topic topic = topic();
        MessageConsumer one = session().createConsumer(topic);
        MessageConsumer two = session().createConsumer(topic);
        send(topic, "a", "b");
        assertReceives(one, "a", "b");
        assertReceives(two, "a", "b");
    }

    @Test
    @Section("8.3.1")
    void twoConsumersOfOneSessionHaveTwoSubscriptions() throws Exception {
        Topic topic = topic();
        Session session = session();
        MessageConsumer one = session.createConsumer(topic);
        MessageConsumer two = session.createConsumer(topic);
        send(topic, "a");
        assertReceives(one, "a");
        assertReceives(two, "a");
    }

    @Test
    @Section("4.2.2")
    void acknowledgingOneCopyLeavesTheOther() throws Exception {
        Topic topic = topic();
        Session first = session(Session.CLIENT_ACKNOWLEDGE);
        Session second = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer one = first.createConsumer(topic);
        MessageConsumer two = second.createConsumer(topic);
        send(topic, "a");
        receive(one).acknowledge();
        assertReceives(two, "a");
        second.recover();
        Message again = receive(two);
        assertEquals("a", textOf(again));
        again.acknowledge();
    }

    @Test
    @Section("8.3.1")
    void subscriptionEndsWithItsConsumer() throws Exception {
        Topic topic = topic();
        Session session = session();
        session.createConsumer(topic).close();
        send(topic, "missed");
        MessageConsumer next = session.createConsumer(topic);
        send(topic, "seen");
        assertReceives(next, "seen");
    }

    @Test
    @Section("4.2.2")
    void subscriptionGetsOnlySelectedMessages() throws Exception {
        Topic topic = topic();
        MessageConsumer big = session().createConsumer(topic, "size > 10");
        MessageConsumer all = session().createConsumer(topic);
        for (int size : new int[] {5, 15, 25}) {
            TextMessage message = text("size " + size);
            message.setIntProperty("size", size);
            send(topic, message);
        }
        assertReceives(big, "size 15", "size 25");
        assertReceives(all, "size 5", "size 15", "size 25");
        assertNothingComes(big);
    }

    @Test
    @Section("8.3.1")
    void noLocalKeepsOutMessagesOfTheOwnConnection() throws Exception {
        Topic topic = topic();
        Session session = session();
        MessageConsumer others = session.createConsumer(topic, null, true);
        MessageConsumer all = session.createConsumer(topic, null, false);
        session.createProducer(topic).send(text("own"));
        send(topic, "other's");
        assertReceives(others, "other's");
        assertReceives(all, "own", "other's");
    }

    @Test
    @Section("8.3.1")
    void noLocalCoversAllSessionsOfTheConnection() throws Exception {
        Topic topic = topic();
        var connection = connection();
        MessageConsumer others = connection.createSession().createConsumer(topic, null, true);
        connection.createSession().createProducer(topic).send(text("own"));
        send(topic, "other's");
        assertReceives(others, "other's");
    }

    @Test
    @Section("4.2.6")
    void topicObjectOfTheSameNameIsTheSameTopic() throws Exception {
        Topic topic = topic();
        Topic same = session().createTopic(topic.getTopicName());
        assertEquals(topic.getTopicName(), same.getTopicName());
        MessageConsumer consumer = session().createConsumer(topic);
        send(same, "a");
        assertReceives(consumer, "a");
    }

    @Test
    @Section("4.2.9")
    void clientCreatesAndDeletesDurableSubscriptions() throws Exception {
        Topic topic = topic();
        Session session = connection(freshName()).createSession();
        for (int i = 0; i < 50; i++) {
            String name = freshName();
            session.createDurableConsumer(topic, name).close();
            send(topic, "m" + i);
            MessageConsumer consumer = session.createDurableConsumer(topic, name);
            assertReceives(consumer, "m" + i);
            consumer.close();
            session.unsubscribe(name);
        }
    }

    @Test
    @Section("4.2.11")
    void inactiveDurableSubscriberGetsEachMessageOnceWhenItReturns() throws Exception {
        Topic topic = topic();
        Session session = connection(freshName()).createSession();
        String name = freshName();
        session.createDurableConsumer(topic, name).close();
        session.createConsumer(topic).close();
        MessageProducer producer = session.createProducer(topic);
        producer.send(text("kept"), DeliveryMode.PERSISTENT, 4, 0);
        MessageConsumer plain = session.createConsumer(topic);
        MessageConsumer durable = session.createDurableConsumer(topic, name);
        producer.send(text("to both"), DeliveryMode.PERSISTENT, 4, 0);
        assertReceives(durable, "kept", "to both");
        assertReceives(plain, "to both");
        assertNothingComes(durable);
        assertNothingComes(plain);
    }

    @Test
    @Section("8.3")
    void eachKindOfSubscriptionGetsItsCopy() throws Exception {
        Topic topic = topic();
        Session session = connection(freshName()).createSession();
        String name = freshName();
        List<MessageConsumer> consumers = List.of(
                session.createConsumer(topic),
                session.createSharedConsumer(topic, name),
                session.createDurableConsumer(topic, name),
                session.createSharedDurableConsumer(topic, freshName()));
        send(topic, "a");
        for (MessageConsumer consumer : consumers) {
            assertReceives(consumer, "a");
            assertNull(consumer.receiveNoWait());
        }
    }
}
