package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Non-durable subscriptions with several consumers. */
@Section("8.3.2")
@Needs(Capability.SHARED_SUBSCRIPTIONS)
class SharedSubscriptionTest extends ConformanceTest {

    private final String name = freshName();

    @Test
    @Section("8.3.2")
    void eachMessageGoesToOneConsumerOfTheSubscription() throws Exception {
        Topic topic = topic();
        var seen = new ConcurrentLinkedQueue<String>();
        for (int i = 0; i < 2; i++) {
            session().createSharedConsumer(topic, name).setMessageListener(message -> seen.add(idOf(message)));
        }
        Set<String> sent = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            TextMessage message = text("m");
            send(topic, message);
            sent.add(message.getJMSMessageID());
        }
        soon().until(() -> seen.size() >= 40);
        assertEquals(sent, new TreeSet<>(seen));
        assertEquals(40, seen.size());
    }

    @Test
    @Section("8.3.2")
    void otherSubscriptionsGetTheirOwnCopy() throws Exception {
        Topic topic = topic();
        MessageConsumer shared = session().createSharedConsumer(topic, name);
        MessageConsumer other = session().createSharedConsumer(topic, freshName());
        MessageConsumer unshared = session().createConsumer(topic);
        send(topic, "a");
        assertReceives(shared, "a");
        assertReceives(other, "a");
        assertReceives(unshared, "a");
    }

    @Test
    @Section("8.3.2")
    void subscriptionLivesAsLongAsOneOfItsConsumers() throws Exception {
        Topic topic = topic();
        MessageConsumer first = session().createSharedConsumer(topic, name);
        MessageConsumer second = session().createSharedConsumer(topic, name);
        first.close();
        send(topic, "a");
        assertReceives(second, "a");
    }

    @Test
    @Section("8.3.2")
    void subscriptionEndsWithItsLastConsumer() throws Exception {
        Topic topic = topic();
        session().createSharedConsumer(topic, name).close();
        send(topic, "missed");
        MessageConsumer next = session().createSharedConsumer(topic, name);
        send(topic, "seen");
        assertReceives(next, "seen");
    }

    @Test
    @Section("8.3.2")
    void unacknowledgedMessageOfAClosedSessionGoesToTheOtherConsumers() throws Exception {
        Topic topic = topic();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer first = session.createSharedConsumer(topic, name);
        send(topic, "a");
        assertReceives(first, "a");
        MessageConsumer second = session().createSharedConsumer(topic, name);
        session.close();
        assertReceives(second, "a");
    }

    @Test
    @Section("8.3.2")
    void anotherSelectorIsRefusedWhileTheSubscriptionIsInUse() throws Exception {
        Topic topic = topic();
        session().createSharedConsumer(topic, name, "size = 1");
        Session second = session();
        assertThrows(JMSException.class, () -> second.createSharedConsumer(topic, name, "size = 2"));
        assertThrows(JMSException.class, () -> second.createSharedConsumer(topic, name));
        second.createSharedConsumer(topic, name, "size = 1").close();
    }

    @Test
    @Section("8.3.2")
    void anotherTopicIsRefusedWhileTheSubscriptionIsInUse() throws Exception {
        Topic other = topic();
        session().createSharedConsumer(topic(), name);
        Session second = session();
        assertThrows(JMSException.class, () -> second.createSharedConsumer(other, name));
    }

    @Test
    @Section("8.3.2")
    void sharedSubscriptionGetsOnlySelectedMessages() throws Exception {
        Topic topic = topic();
        MessageConsumer consumer = session().createSharedConsumer(topic, name, "size = 1");
        TextMessage big = text("big");
        big.setIntProperty("size", 2);
        TextMessage small = text("small");
        small.setIntProperty("size", 1);
        send(topic, big);
        send(topic, small);
        assertReceives(consumer, "small");
    }

    @Test
    @Section("8.3.2")
    void sameNameUnderAnotherClientIdIsAnotherSharedSubscription() throws Exception {
        Topic topic = topic();
        MessageConsumer one = connection(freshName()).createSession().createSharedConsumer(topic, name);
        MessageConsumer two = connection(freshName()).createSession().createSharedConsumer(topic, name);
        MessageConsumer without = session().createSharedConsumer(topic, name);
        send(topic, "a");
        assertReceives(one, "a");
        assertReceives(two, "a");
        assertReceives(without, "a");
    }

    @Test
    @Section("8.3.2")
    void sharedAndDurableSubscriptionOfOneNameAreSeparate() throws Exception {
        Topic topic = topic();
        Session session = connection(freshName()).createSession();
        MessageConsumer shared = session.createSharedConsumer(topic, name);
        MessageConsumer durable = session.createDurableConsumer(topic, name);
        send(topic, "a");
        assertReceives(shared, "a");
        assertReceives(durable, "a");
        durable.close();
        session.unsubscribe(name);
    }

    @Test
    @Section("8.3.2")
    void contextCreatesSharedConsumers() throws Exception {
        Topic topic = topic();
        JMSConsumer consumer = context().createSharedConsumer(topic, name);
        send(topic, "a");
        assertEquals("a", consumer.receiveBody(String.class, SOON));
    }

    @Test
    @Section("10.3")
    void sharedConsumerNeedsATopicAndAValidSelector() throws Exception {
        Topic topic = topic();
        Session session = session();
        assertThrows(InvalidDestinationException.class, () -> session.createSharedConsumer(null, name));
        assertThrows(InvalidSelectorException.class, () -> session.createSharedConsumer(topic, name, "size = "));
        assertThrows(InvalidSelectorException.class, () -> session.createSharedDurableConsumer(topic, name, "size = "));
    }

    private static String idOf(Message message) {
        try {
            return message.getJMSMessageID();
        } catch (JMSException e) {
            return e.toString();
        }
    }
}
