package org.restante.conformance.receiving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Rules that hold for subscriptions of several kinds: names, lifetimes, and where the messages of a consumer go that ends. */
@Section("8.3")
@Needs(Capability.SHARED_SUBSCRIPTIONS)
class SubscriptionKindsTest extends ConformanceTest {

    private final String name = freshName();

    @Test
    @Section("8.3.2")
    void undeliveredMessagesOfAClosedSharedConsumerGoToTheOthers() throws Exception {
        Topic topic = topic();
        MessageConsumer first = session().createSharedConsumer(topic, name);
        MessageConsumer second = session().createSharedConsumer(topic, name);
        for (int i = 0; i < 20; i++) {
            send(topic, "m" + i);
        }
        Set<String> seen = new HashSet<>();
        Message taken = first.receive(QUIET);
        if (taken != null) {
            seen.add(textOf(taken));
        }
        first.close();
        seen.addAll(receiveTexts(second, 20 - seen.size()));
        assertEquals(20, seen.size());
        assertNull(second.receiveNoWait());
    }

    @Test
    @Section("8.3.4")
    void unacknowledgedMessageOfASharedDurableConsumerGoesToTheOthers() throws Exception {
        Topic topic = topic();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer first = session.createSharedDurableConsumer(topic, name);
        send(topic, "a");
        assertReceives(first, "a");
        MessageConsumer second = session().createSharedDurableConsumer(topic, name);
        session.close();
        Message again = receive(second);
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    @Section("8.3.2")
    void consumersOfOneSessionCanShareASubscription() throws Exception {
        Topic topic = topic();
        Session session = session();
        MessageConsumer first = session.createSharedConsumer(topic, name);
        MessageConsumer second = session.createSharedConsumer(topic, name);
        send(topic, "a", "b", "c", "d");
        Set<String> seen = new HashSet<>();
        soon().until(() -> {
            for (MessageConsumer consumer : List.of(first, second)) {
                Message message = consumer.receiveNoWait();
                if (message != null) {
                    assertTrue(seen.add(textOf(message)), "a message was delivered twice");
                }
            }
            return seen.size() == 4;
        });
    }

    @Test
    @Section("8.3.3")
    void subscriptionsOfOneClientWithSeveralNamesAreSeparate() throws Exception {
        Topic topic = topic();
        Session session = connection(freshName()).createSession();
        MessageConsumer one = session.createDurableConsumer(topic, name);
        MessageConsumer two = session.createDurableConsumer(topic, name + "2");
        send(topic, "a");
        assertReceives(one, "a");
        assertReceives(two, "a");
        one.close();
        session.unsubscribe(name);
        send(topic, "b");
        assertReceives(two, "b");
    }

    @Test
    @Section("8.3.3")
    void secondUnsubscribeIsRefused() throws Exception {
        Topic topic = topic();
        Session session = connection(freshName()).createSession();
        session.createDurableConsumer(topic, name).close();
        session.unsubscribe(name);
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(name));
    }

    @Test
    @Section("8.3.3")
    void subscriptionOfAnotherClientIsNotUnsubscribed() throws Exception {
        Topic topic = topic();
        Session owner = connection(freshName()).createSession();
        owner.createDurableConsumer(topic, name).close();
        Session other = connection(freshName()).createSession();
        assertThrows(InvalidDestinationException.class, () -> other.unsubscribe(name));
        send(topic, "kept");
        assertReceives(owner.createDurableConsumer(topic, name), "kept");
    }

    @Test
    @Section({"8.3.3", "8.3.4"})
    void nameOfAnUnsubscribedSubscriptionIsFreeForTheOtherKind() throws Exception {
        Topic topic = topic();
        Session session = connection(freshName()).createSession();
        session.createDurableConsumer(topic, name).close();
        session.unsubscribe(name);
        session.createSharedDurableConsumer(topic, name).close();
        session.unsubscribe(name);
        session.createDurableConsumer(topic, name).close();
        session.unsubscribe(name);
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(name));
    }

    @Test
    @Section({"8.3.4", "7.8"})
    void messagesExpireInASharedDurableSubscription() throws Exception {
        Topic topic = topic();
        session().createSharedDurableConsumer(topic, name).close();
        TextMessage message = text("short");
        desk().createProducer(topic).send(message, DeliveryMode.PERSISTENT, 4, 20);
        send(topic, "long");
        long expiration = message.getJMSExpiration();
        soon().until(() -> CLOCK.millis() > expiration);
        assertReceives(session().createSharedDurableConsumer(topic, name), "long");
    }

    @Test
    @Section({"8.3.3", "3.4.10"})
    void prioritiesHoldInADurableSubscriptionWithoutConsumer() throws Exception {
        Topic topic = topic();
        Session session = connection(freshName()).createSession();
        session.createDurableConsumer(topic, name).close();
        MessageProducer producer = desk().createProducer(topic);
        producer.send(text("normal"), DeliveryMode.PERSISTENT, 1, 0);
        producer.send(text("urgent"), DeliveryMode.PERSISTENT, 9, 0);
        assertReceives(session.createDurableConsumer(topic, name), "urgent", "normal");
    }

    @Test
    @Section({"4.2.2", "8.3.1"})
    void messagesOfANondurableSubscriptionEndWithIt() throws Exception {
        Topic topic = topic();
        Session session = session();
        MessageConsumer consumer = session.createConsumer(topic);
        send(topic, "lost");
        consumer.close();
        MessageConsumer next = session.createConsumer(topic);
        send(topic, "seen");
        assertReceives(next, "seen");
        assertNull(next.receiveNoWait());
    }

    @Test
    @Section("8.3.3")
    void secondConsumerOfADurableSubscriptionIsRefusedInEachApi() throws Exception {
        Topic topic = topic();
        JMSContext context = context();
        context.setClientID(freshName());
        context.createDurableConsumer(topic, name);
        assertThrows(JMSRuntimeException.class, () -> context.createDurableConsumer(topic, name, "p = 1", false));
        try (JMSContext second = context.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            assertThrows(JMSRuntimeException.class, () -> second.createDurableConsumer(topic, name));
        }
    }

    @Test
    @Section({"4.2.4", "8.3.2"})
    void sharedSubscriptionNameCanHave128CharactersOfEachKind() throws Exception {
        Topic topic = topic();
        String prefix = name + "Größe_1.x-";
        String longName = prefix + "y".repeat(128 - prefix.length());
        MessageConsumer shared = session().createSharedConsumer(topic, longName);
        Session session = session();
        session.createSharedDurableConsumer(topic, longName).close();
        send(topic, "a");
        assertReceives(shared, "a");
        MessageConsumer durable = session.createSharedDurableConsumer(topic, longName);
        assertReceives(durable, "a");
        durable.close();
        session.unsubscribe(longName);
    }

    @Test
    @Section({"8.3.4", "6.2.10"})
    void recoverInASharedDurableSubscriptionRedeliversToItsConsumer() throws Exception {
        Topic topic = topic();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, name);
        send(topic, "a");
        assertReceives(consumer, "a");
        session.recover();
        Message again = receive(consumer);
        assertTrue(again.getJMSRedelivered());
        again.acknowledge();
        consumer.close();
        session.unsubscribe(name);
    }
}
