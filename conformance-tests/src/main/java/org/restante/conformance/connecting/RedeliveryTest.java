package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/**
 * JMSRedelivered and JMSXDeliveryCount of messages that were handed out, and of messages that were not. A provider may keep
 * messages ready in a consumer; for the application they are not delivered until {@code receive} has returned them or a listener
 * has got them, so that they come to the next consumer with a count of 1.
 */
@Section("3.5.11")
class RedeliveryTest extends ConformanceTest {

    private static final String[] ALL = {"a", "b", "c", "d", "e"};

    /** Gives the provider time to bring messages near to the consumers of this connection, if it does so before they ask. */
    private void roundTrip(Connection connection) throws Exception {
        Queue queue = queue();
        send(queue, "around");
        try (Session session = connection.createSession()) {
            assertReceives(session.createConsumer(queue), "around");
        }
    }

    private static void assertDelivery(MessageConsumer consumer, String text, int count) throws Exception {
        Message message = receive(consumer);
        assertEquals(text, textOf(message));
        assertEquals(count, message.getIntProperty("JMSXDeliveryCount"), "the delivery count of " + text);
        assertEquals(count > 1, message.getJMSRedelivered(), "whether " + text + " is marked as redelivered");
    }

    private static void assertFirstTwoComeAgainAndTheRestForTheFirstTime(MessageConsumer consumer) throws Exception {
        for (String text : ALL) {
            assertDelivery(consumer, text, text.equals("a") || text.equals("b") ? 2 : 1);
        }
    }

    @Test
    @Section({"3.5.11", "6.2.10"})
    void recoverCountsOnlyMessagesThatWereReceived() throws Exception {
        Queue queue = queue();
        send(queue, ALL);
        Connection connection = connection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        roundTrip(connection);
        assertReceives(consumer, "a", "b");
        session.recover();
        assertFirstTwoComeAgainAndTheRestForTheFirstTime(consumer);
    }

    @Test
    @Section({"3.5.11", "6.2.10"})
    void secondRecoverCountsOnlyWhatWasReceivedSinceTheFirst() throws Exception {
        Queue queue = queue();
        send(queue, ALL);
        Connection connection = connection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        roundTrip(connection);
        assertReceives(consumer, "a", "b");
        session.recover();
        assertDelivery(consumer, "a", 2);
        session.recover();
        assertDelivery(consumer, "a", 3);
        assertDelivery(consumer, "b", 2);
        assertDelivery(consumer, "c", 1);
    }

    @Test
    @Section({"3.5.11", "6.2.7"})
    void rollbackCountsOnlyMessagesThatWereReceived() throws Exception {
        Queue queue = queue();
        send(queue, ALL);
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a", "b");
        session.rollback();
        assertFirstTwoComeAgainAndTheRestForTheFirstTime(consumer);
        session.commit();
    }

    @Test
    @Section({"3.5.11", "6.2.15"})
    void closeOfASessionCountsOnlyMessagesThatWereReceived() throws Exception {
        Queue queue = queue();
        send(queue, ALL);
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        assertReceives(session.createConsumer(queue), "a", "b");
        session.close();
        assertFirstTwoComeAgainAndTheRestForTheFirstTime(session().createConsumer(queue));
    }

    @Test
    @Section({"3.5.11", "6.1.8"})
    void closeOfAConnectionCountsOnlyMessagesThatWereReceived() throws Exception {
        Queue queue = queue();
        send(queue, ALL);
        Connection connection = connection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        assertReceives(session.createConsumer(queue), "a", "b");
        connection.close();
        assertFirstTwoComeAgainAndTheRestForTheFirstTime(session().createConsumer(queue));
    }

    @Test
    @Section({"3.5.11", "8.8"})
    void closeOfAConsumerCountsNoMessage() throws Exception {
        Queue queue = queue();
        send(queue, ALL);
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "a");
        consumer.close();
        MessageConsumer next = session().createConsumer(queue);
        assertDelivery(next, "b", 1);
        assertDelivery(next, "c", 1);
    }

    @Test
    @Section({"3.5.11", "6.2.10"})
    void recoverOfASubscriptionCountsOnlyMessagesThatWereReceived() throws Exception {
        Topic topic = topic();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(topic);
        send(topic, ALL);
        assertReceives(consumer, "a", "b");
        session.recover();
        assertFirstTwoComeAgainAndTheRestForTheFirstTime(consumer);
    }

    @Test
    @Section({"3.5.11", "8.3.3"})
    void messagesThatADurableConsumerDidNotReceiveComeForTheFirstTimeWhenItReturns() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Connection connection = connection(freshName());
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createDurableConsumer(topic, name);
        send(topic, ALL);
        assertReceives(consumer, "a", "b");
        session.close();
        assertFirstTwoComeAgainAndTheRestForTheFirstTime(
                connection.createSession().createDurableConsumer(topic, name));
    }

    @Test
    @Section({"3.5.11", "8.3.2"})
    @Needs(Capability.SHARED_SUBSCRIPTIONS)
    void messagesThatASharedConsumerDidNotReceiveComeToTheOthersForTheFirstTime() throws Exception {
        Topic topic = topic();
        String name = freshName();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer first = session.createSharedConsumer(topic, name);
        send(topic, ALL);
        assertReceives(first, "a", "b");
        MessageConsumer second = session().createSharedConsumer(topic, name);
        session.close();
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < ALL.length; i++) {
            Message message = receive(second);
            counts.put(textOf(message), message.getIntProperty("JMSXDeliveryCount"));
        }
        assertEquals(Map.of("a", 2, "b", 2, "c", 1, "d", 1, "e", 1), counts);
    }

    @Test
    @Section({"3.5.11", "6.2.10"})
    void recoverByAListenerCountsOnlyTheMessageThatItHas() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        Connection connection = stoppedConnection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        ReceivedMessages inbox = new ReceivedMessages();
        AtomicBoolean recovered = new AtomicBoolean();
        session.createConsumer(queue).setMessageListener(message -> {
            inbox.onMessage(message);
            if (!recovered.getAndSet(true)) {
                unchecked(session::recover);
            }
        });
        roundTrip(connection());
        connection.start();
        for (int[] delivery : new int[][] {{'a', 1}, {'a', 2}, {'b', 1}, {'c', 1}}) {
            Message message = inbox.next();
            assertEquals(String.valueOf((char) delivery[0]), textOf(message));
            assertEquals(delivery[1], message.getIntProperty("JMSXDeliveryCount"));
            assertEquals(delivery[1] > 1, message.getJMSRedelivered());
        }
    }

    private interface Call {
        void run() throws JMSException;
    }

    private static void unchecked(Call call) {
        try {
            call.run();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Section({"3.5.11", "6.1.5"})
    void stopAndStartCountNothing() throws Exception {
        Queue queue = queue();
        send(queue, ALL);
        Connection connection = connection();
        MessageConsumer consumer =
                connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue);
        assertDelivery(consumer, "a", 1);
        connection.stop();
        connection.start();
        assertDelivery(consumer, "b", 1);
        assertDelivery(consumer, "c", 1);
    }

    @Test
    @Section({"3.5.11", "4.1.2"})
    void messageThatASelectorLeftOutIsNotCounted() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        try (MessageConsumer choosy = session().createConsumer(queue, "p = 1")) {
            assertNull(choosy.receiveNoWait());
        }
        assertDelivery(session().createConsumer(queue), "a", 1);
    }

    @Test
    @Section({"3.5.11", "4.2.2"})
    void deliveriesOfOneCopyAreNotCountedInAnother() throws Exception {
        Topic topic = topic();
        Session first = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer one = first.createConsumer(topic);
        MessageConsumer two = session().createConsumer(topic);
        send(topic, "a");
        assertDelivery(one, "a", 1);
        first.recover();
        assertDelivery(one, "a", 2);
        assertDelivery(two, "a", 1);
    }

    @Test
    @Section("3.5.11")
    void deliveryCountGoesOnInAnotherConnection() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        for (int count = 1; count <= 4; count++) {
            try (Connection connection = connection()) {
                assertDelivery(
                        connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue), "a", count);
            }
        }
    }

    @Test
    @Section({"3.4.7", "3.5.11"})
    void redeliveredNonPersistentMessageIsMarkedToo() throws Exception {
        Queue queue = queue();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        desk().createProducer(queue).send(text("a"), DeliveryMode.NON_PERSISTENT, 4, 0);
        assertDelivery(consumer, "a", 1);
        session.recover();
        assertDelivery(consumer, "a", 2);
    }

    @Test
    @Section({"3.4.7", "6.2.10"})
    void acknowledgedMessagesAreNotAmongTheRecoveredOnes() throws Exception {
        Queue queue = queue();
        send(queue, ALL);
        Connection connection = connection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        roundTrip(connection);
        assertReceives(consumer, "a");
        receive(consumer).acknowledge();
        assertReceives(consumer, "c");
        session.recover();
        assertDelivery(consumer, "c", 2);
        assertDelivery(consumer, "d", 1);
    }

    @Test
    @Section({"3.4.7", "6.2.10"})
    void recoverCoversAllConsumersOfTheSession() throws Exception {
        Queue one = queue();
        Queue two = queue();
        send(one, "a", "b");
        send(two, "c", "d");
        Connection connection = connection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer fromOne = session.createConsumer(one);
        MessageConsumer fromTwo = session.createConsumer(two);
        roundTrip(connection);
        assertReceives(fromOne, "a");
        assertReceives(fromTwo, "c");
        session.recover();
        assertDelivery(fromOne, "a", 2);
        assertDelivery(fromOne, "b", 1);
        assertDelivery(fromTwo, "c", 2);
        assertDelivery(fromTwo, "d", 1);
    }

    @Test
    @Section({"3.4.7", "6.2.10"})
    void recoverDoesNotTouchTheMessagesOfAnotherSession() throws Exception {
        Queue one = queue();
        Queue two = queue();
        send(one, "a");
        send(two, "b", "c");
        Connection connection = connection();
        Session recovering = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Session other = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer ofOther = other.createConsumer(two);
        assertReceives(recovering.createConsumer(one), "a");
        assertReceives(ofOther, "b");
        recovering.recover();
        assertDelivery(ofOther, "c", 1);
    }
}
