package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Durable subscriptions, which keep messages while they have no consumer. */
@Section("8.3.3")
class DurableSubscriptionTest extends ConformanceTest {

    private final String clientId = freshName();
    private final String name = freshName();

    @Test
    @Section("8.3.3")
    void durableSubscriptionKeepsMessagesWhileItHasNoConsumer() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(topic, name).close();
        send(topic, "a", "b");
        assertReceives(session.createDurableConsumer(topic, name), "a", "b");
    }

    @Test
    @Section("8.3.3")
    void durableSubscriptionOutlivesItsConnection() throws Exception {
        Topic topic = topic();
        try (Connection connection = connection(clientId)) {
            MessageConsumer consumer = connection.createSession().createDurableConsumer(topic, name);
            send(topic, "a");
            assertReceives(consumer, "a");
        }
        send(topic, "b");
        MessageConsumer back = connection(clientId).createSession().createDurableConsumer(topic, name);
        send(topic, "c");
        assertReceives(back, "b", "c");
    }

    @Test
    @Section("8.3.3")
    void unsubscribingEndsADurableSubscription() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(topic, name).close();
        send(topic, "lost");
        session.unsubscribe(name);
        MessageConsumer fresh = session.createDurableConsumer(topic, name);
        send(topic, "seen");
        assertReceives(fresh, "seen");
    }

    @Test
    @Section("API: Session")
    void unsubscribeOfAnUnknownSubscriptionIsRefused() throws Exception {
        Session session = connection(clientId).createSession();
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(name));
    }

    @Test
    @Section("8.3.3")
    void subscriptionInUseIsNotUnsubscribed() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        assertThrows(JMSException.class, () -> session.unsubscribe(name));
        send(topic, "a");
        assertReceives(consumer, "a");
    }

    @Test
    @Section("8.3.3")
    void durableSubscriptionNeedsAClientId() throws Exception {
        Topic topic = topic();
        Session session = session();
        assertThrows(IllegalStateException.class, () -> session.createDurableConsumer(topic, name));
        assertThrows(IllegalStateException.class, () -> session.createDurableSubscriber(topic, name));
        assertThrows(IllegalStateException.class, () -> session.createDurableConsumer(topic, name, "p = 1", false));
    }

    @Test
    @Section("8.3.3")
    void durableSubscriptionHasOneConsumerAtATime() throws Exception {
        Topic topic = topic();
        Connection connection = connection(clientId);
        connection.createSession().createDurableConsumer(topic, name);
        Session second = connection.createSession();
        assertThrows(JMSException.class, () -> second.createDurableConsumer(topic, name));
    }

    @Test
    @Section("8.3.3")
    void sameNameUnderAnotherClientIdIsAnotherSubscription() throws Exception {
        Topic topic = topic();
        MessageConsumer one = connection(clientId).createSession().createDurableConsumer(topic, name);
        MessageConsumer two = connection(freshName()).createSession().createDurableConsumer(topic, name);
        send(topic, "a");
        assertReceives(one, "a");
        assertReceives(two, "a");
    }

    @Test
    @Section("8.3.3")
    void anotherSelectorMakesANewSubscription() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(topic, name, "size = 1", false).close();
        send(topic, sized("old", 1));
        MessageConsumer changed = session.createDurableConsumer(topic, name, "size = 2", false);
        send(topic, sized("one", 1));
        send(topic, sized("two", 2));
        assertReceives(changed, "two");
        assertNothingComes(changed);
    }

    @Test
    @Section("8.3.3")
    void sameSelectorResumesTheSubscription() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(topic, name, "size = 1", false).close();
        send(topic, sized("kept", 1));
        send(topic, sized("other", 2));
        assertReceives(session.createDurableConsumer(topic, name, "size = 1", false), "kept");
    }

    @Test
    @Section("8.3.3")
    void anotherTopicMakesANewSubscription() throws Exception {
        Topic first = topic();
        Topic second = topic();
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(first, name).close();
        send(first, "old");
        MessageConsumer moved = session.createDurableConsumer(second, name);
        send(first, "elsewhere");
        send(second, "here");
        assertReceives(moved, "here");
        assertNothingComes(moved);
    }

    @Test
    @Section("8.3.3")
    void anotherNoLocalMakesANewSubscription() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(topic, name, null, false).close();
        send(topic, "old");
        MessageConsumer changed = session.createDurableConsumer(topic, name, null, true);
        session.createProducer(topic).send(text("own"));
        send(topic, "other's");
        assertReceives(changed, "other's");
        assertNothingComes(changed);
    }

    @Test
    @Section("8.3.3")
    void noLocalCoversALaterConnectionOfTheSameClient() throws Exception {
        Topic topic = topic();
        try (Connection connection = connection(clientId)) {
            connection
                    .createSession()
                    .createDurableConsumer(topic, name, null, true)
                    .close();
        }
        Session later = connection(clientId).createSession();
        later.createProducer(topic).send(text("own"));
        send(topic, "other's");
        MessageConsumer consumer = later.createDurableConsumer(topic, name, null, true);
        assertReceives(consumer, "other's");
        assertNothingComes(consumer);
    }

    @Test
    @Section("8.3.3")
    void durableSubscriberIsADurableConsumer() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        TopicSubscriber subscriber = session.createDurableSubscriber(topic, name, "size = 1", false);
        assertEquals(topic.getTopicName(), subscriber.getTopic().getTopicName());
        assertFalse(subscriber.getNoLocal());
        assertEquals("size = 1", subscriber.getMessageSelector());
        subscriber.close();
        send(topic, sized("kept", 1));
        assertReceives(session.createDurableConsumer(topic, name, "size = 1", false), "kept");
    }

    @Test
    @Section("API: TopicSubscriber")
    void noLocalIsReportedByGetNoLocalAndNotByTheSelector() throws Exception {
        Session session = connection(clientId).createSession();
        TopicSubscriber subscriber = session.createDurableSubscriber(topic(), name, "size = 1", true);
        assertTrue(subscriber.getNoLocal());
        assertEquals("size = 1", subscriber.getMessageSelector());
    }

    @Test
    @Section("4.2.4")
    void subscriptionNameCanHave128Characters() throws Exception {
        Topic topic = topic();
        String prefix = freshName() + "Name_with.dots-9_";
        String longName = prefix + "x".repeat(128 - prefix.length());
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(topic, longName).close();
        send(topic, "a");
        MessageConsumer consumer = session.createDurableConsumer(topic, longName);
        assertReceives(consumer, "a");
        consumer.close();
        session.unsubscribe(longName);
    }

    @Test
    @Section("4.2.8")
    void unacknowledgedMessageIsMarkedAsRedelivered() throws Exception {
        Topic topic = topic();
        Connection connection = connection(clientId);
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        send(topic, "a", "b");
        receive(consumer).acknowledge();
        assertReceives(consumer, "b");
        connection.close();
        MessageConsumer back = connection(clientId).createSession().createDurableConsumer(topic, name);
        Message again = receive(back);
        assertEquals("b", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
    }

    private TextMessage sized(String text, int size) throws Exception {
        TextMessage message = text(text);
        message.setIntProperty("size", size);
        return message;
    }

    @Test
    @Section("8.3.3")
    void subscriptionOfAnUnacknowledgedMessageIsNotUnsubscribed() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        send(topic, "a");
        Message received = receive(consumer);
        consumer.close();
        assertThrows(JMSException.class, () -> session.unsubscribe(name));
        received.acknowledge();
        session.unsubscribe(name);
    }

    @Test
    @Section("8.3.3")
    void subscriptionOfAMessageInATransactionIsNotUnsubscribed() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        send(topic, "a");
        assertReceives(consumer, "a");
        consumer.close();
        assertThrows(JMSException.class, () -> session.unsubscribe(name));
        session.commit();
        session.unsubscribe(name);
    }

    @Test
    @Section("8.3.3")
    void subscriptionOfADupsOkSessionCanBeUnsubscribedAfterItsConsumerIsClosed() throws Exception {
        Topic topic = topic();
        Connection connection = connection(clientId);
        Session session = connection.createSession(Session.DUPS_OK_ACKNOWLEDGE);
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        send(topic, "a", "b");
        assertReceives(consumer, "a");
        consumer.close();
        connection.createSession().unsubscribe(name);
        MessageConsumer fresh = connection.createSession().createDurableConsumer(topic, name);
        assertNothingComes(fresh);
    }

    @Test
    @Section("3.8.1.1")
    void emptySelectorAndNoSelectorNameTheSameSubscription() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(topic, name, "", false).close();
        send(topic, "kept");
        assertReceives(session.createDurableConsumer(topic, name), "kept");
    }

    @Test
    @Section("10.3")
    void wrongSelectorDoesNotChangeTheSubscription() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        session.createDurableConsumer(topic, name).close();
        send(topic, "kept");
        assertThrows(
                InvalidSelectorException.class, () -> session.createDurableConsumer(topic, name, "no selector", false));
        assertReceives(session.createDurableConsumer(topic, name), "kept");
    }

    @Test
    @Section("10.3")
    void subscribingNeedsATopic() throws Exception {
        Session session = connection(clientId).createSession();
        assertThrows(InvalidDestinationException.class, () -> session.createDurableConsumer(null, name));
        assertThrows(InvalidDestinationException.class, () -> session.createDurableSubscriber(null, name));
        assertThrows(InvalidDestinationException.class, () -> session.createSharedDurableConsumer(null, name));
    }

    @Test
    @Section("API: JMSContext")
    void contextWithoutClientIdCannotCreateAnUnsharedDurableConsumer() throws Exception {
        Topic topic = topic();
        JMSContext context = context();
        assertThrows(IllegalStateRuntimeException.class, () -> context.createDurableConsumer(topic, name));
    }

    @Test
    @Section("API: JMSContext")
    void contextRefusesCallsThatConflictWithASubscription() throws Exception {
        Topic topic = topic();
        JMSContext context = context();
        context.setClientID(clientId);
        context.createDurableConsumer(topic, name);
        assertThrows(JMSRuntimeException.class, () -> context.createDurableConsumer(topic, name));
        assertThrows(JMSRuntimeException.class, () -> context.createSharedDurableConsumer(topic, name));
        assertThrows(JMSRuntimeException.class, () -> context.unsubscribe(name));
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.unsubscribe(freshName()));
    }

    @Test
    @Section("4.2.4")
    void subscriptionNameCanHaveLettersDigitsUnderscoreDotAndMinus() throws Exception {
        Topic topic = topic();
        Session session = connection(clientId).createSession();
        String odd = "Größe_1.x-" + name;
        session.createDurableConsumer(topic, odd).close();
        send(topic, "kept");
        assertReceives(session.createDurableConsumer(topic, odd), "kept");
    }
}
