package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Durable subscriptions with several consumers. */
@Section("8.3.4")
@Needs(Capability.SHARED_SUBSCRIPTIONS)
class SharedDurableSubscriptionTest extends ConformanceTest {

    private final String clientId = freshName();
    private final String name = freshName();

    @Test
    @Section("8.3.4")
    void sharedDurableSubscriptionNeedsNoClientId() throws Exception {
        Topic topic = topic();
        session().createSharedDurableConsumer(topic, name).close();
        send(topic, "a");
        Session session = session();
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, name);
        assertReceives(consumer, "a");
        consumer.close();
        session.unsubscribe(name);
    }

    @Test
    @Section("8.3.4")
    void consumersOfASharedDurableSubscriptionShareItsMessages() throws Exception {
        Topic topic = topic();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer one = session.createSharedDurableConsumer(topic, name);
        MessageConsumer two = session().createSharedDurableConsumer(topic, name);
        Set<String> sent = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            send(topic, "m" + i);
            sent.add("m" + i);
        }
        Set<String> seen = new TreeSet<>();
        soon().until(() -> {
            for (MessageConsumer consumer : new MessageConsumer[] {one, two}) {
                var message = consumer.receiveNoWait();
                if (message != null) {
                    seen.add(textOf(message));
                    message.acknowledge();
                }
            }
            return seen.equals(sent);
        });
        assertNothingComes(one);
        assertNothingComes(two);
    }

    @Test
    @Section("8.3.4")
    void sharedDurableSubscriptionKeepsMessagesWhileItHasNoConsumer() throws Exception {
        Topic topic = topic();
        try (Connection connection = connection(clientId)) {
            connection.createSession().createSharedDurableConsumer(topic, name);
        }
        send(topic, "a", "b");
        Session session = connection(clientId).createSession();
        assertReceives(session.createSharedDurableConsumer(topic, name), "a", "b");
    }

    @Test
    @Section("8.3.4")
    void unsubscribingEndsASharedDurableSubscription() throws Exception {
        Topic topic = topic();
        Session session = session();
        session.createSharedDurableConsumer(topic, name).close();
        send(topic, "lost");
        session.unsubscribe(name);
        MessageConsumer fresh = session.createSharedDurableConsumer(topic, name);
        send(topic, "seen");
        assertReceives(fresh, "seen");
    }

    @Test
    @Section("8.3.4")
    void sharedDurableSubscriptionInUseIsNotUnsubscribed() throws Exception {
        Topic topic = topic();
        session().createSharedDurableConsumer(topic, name);
        Session second = session();
        assertThrows(JMSException.class, () -> second.unsubscribe(name));
    }

    @Test
    @Section("8.3.4")
    void anotherSelectorIsRefusedWhileInUseAndMakesANewSubscriptionAfterwards() throws Exception {
        Topic topic = topic();
        Session session = session();
        MessageConsumer first = session.createSharedDurableConsumer(topic, name, "size = 1");
        Session second = session();
        assertThrows(JMSException.class, () -> second.createSharedDurableConsumer(topic, name, "size = 2"));
        send(topic, sized("old", 1));
        first.close();
        MessageConsumer changed = second.createSharedDurableConsumer(topic, name, "size = 2");
        send(topic, sized("one", 1));
        send(topic, sized("two", 2));
        assertReceives(changed, "two");
        assertNothingComes(changed);
    }

    @Test
    @Section("8.3.4")
    void anotherTopicIsRefusedWhileInUseAndMakesANewSubscriptionAfterwards() throws Exception {
        Topic first = topic();
        Topic second = topic();
        Session session = session();
        MessageConsumer consumer = session.createSharedDurableConsumer(first, name);
        Session other = session();
        assertThrows(JMSException.class, () -> other.createSharedDurableConsumer(second, name));
        consumer.close();
        MessageConsumer moved = other.createSharedDurableConsumer(second, name);
        send(first, "elsewhere");
        send(second, "here");
        assertReceives(moved, "here");
    }

    @Test
    @Section("8.3.4")
    void sharedAndUnsharedDurableSubscriptionCannotHaveOneName() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(topic, name).close();
        assertThrows(JMSException.class, () -> session.createSharedDurableConsumer(topic, name));
        session.unsubscribe(name);
        session.createSharedDurableConsumer(topic, name).close();
        assertThrows(JMSException.class, () -> session.createDurableConsumer(topic, name));
        assertThrows(JMSException.class, () -> session.createDurableSubscriber(topic, name));
        session.unsubscribe(name);
    }

    @Test
    @Section("8.3.4")
    void sharedDurableSubscriptionsWithAndWithoutClientIdAreSeparate() throws Exception {
        Topic topic = topic();
        MessageConsumer with = connection(clientId).createSession().createSharedDurableConsumer(topic, name);
        MessageConsumer without = session().createSharedDurableConsumer(topic, name);
        send(topic, "a");
        assertReceives(with, "a");
        assertReceives(without, "a");
    }

    @Test
    @Section("8.3.4")
    void contextCreatesSharedDurableConsumers() throws Exception {
        Topic topic = topic();
        try (JMSContext first = factory().createContext()) {
            first.createSharedDurableConsumer(topic, name).close();
        }
        send(topic, "a");
        JMSContext context = context();
        JMSConsumer consumer = context.createSharedDurableConsumer(topic, name);
        assertEquals("a", consumer.receiveBody(String.class, SOON));
        consumer.close();
        context.unsubscribe(name);
    }

    @Test
    @Section("8.3.3")
    void contextCreatesUnsharedDurableConsumers() throws Exception {
        Topic topic = topic();
        JMSContext context = context();
        context.setClientID(clientId);
        context.createDurableConsumer(topic, name).close();
        send(topic, "a");
        JMSConsumer consumer = context.createDurableConsumer(topic, name);
        assertEquals("a", consumer.receiveBody(String.class, SOON));
        consumer.close();
        context.unsubscribe(name);
    }

    private TextMessage sized(String text, int size) throws Exception {
        TextMessage message = text(text);
        message.setIntProperty("size", size);
        return message;
    }

    @Test
    @Section("8.3.4")
    void unsubscribingEndsOnlyTheSubscriptionOfTheOwnClientId() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Session anonymous = session();
        Session identified = connection(freshName()).createSession();
        anonymous.createSharedDurableConsumer(topic, name).close();
        assertThrows(InvalidDestinationException.class, () -> identified.unsubscribe(name));
        identified.createSharedDurableConsumer(topic, name).close();
        identified.unsubscribe(name);
        send(topic, "kept");
        assertReceives(anonymous.createSharedDurableConsumer(topic, name), "kept");
    }

    @Test
    @Section("8.3.4")
    void sharedSubscriptionOfAnUnacknowledgedMessageIsNotUnsubscribed() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, name);
        send(topic, "a");
        Message received = receive(consumer);
        consumer.close();
        assertThrows(JMSException.class, () -> session.unsubscribe(name));
        received.acknowledge();
        session.unsubscribe(name);
    }
}
