package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/** The acknowledgement modes of a session without transactions. */
@Section("6.2.10")
class AcknowledgeTest extends ConformanceTest {

    @Test
    @Section("6.2.10")
    void receiveAcknowledgesInAutoMode() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        assertReceives(session.createConsumer(queue), "a", "b");
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.10")
    void listenerAcknowledgesByReturningInAutoMode() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        ReceivedMessages inbox = new ReceivedMessages();
        session.createConsumer(queue).setMessageListener(inbox);
        assertEquals("a", inbox.nextText());
        assertEquals("b", inbox.nextText());
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("3.6")
    void acknowledgeIsIgnoredInAutoMode() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        MessageConsumer consumer = session().createConsumer(queue);
        receive(consumer).acknowledge();
        assertReceives(consumer, "b");
    }

    @Test
    @Section("6.2.10")
    void dupsOkSessionAcknowledgesItsMessagesAtTheLatestWhenItCloses() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.DUPS_OK_ACKNOWLEDGE);
        assertReceives(session.createConsumer(queue), "a", "b");
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.10")
    void acknowledgeCoversAllMessagesOfTheSession() throws Exception {
        Queue one = queue();
        Queue two = queue();
        send(one, "a", "b");
        send(two, "c");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Message a = receive(session.createConsumer(one));
        assertReceives(session.createConsumer(two), "c");
        a.acknowledge();
        session.close();
        assertReceives(session().createConsumer(one), "b");
        assertNothingComes(session().createConsumer(two));
    }

    @Test
    @Section("6.2.10")
    void acknowledgingTheFirstMessageCoversTheLaterOnes() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        Message a = receive(consumer);
        assertReceives(consumer, "b", "c");
        a.acknowledge();
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("6.2.10")
    void acknowledgeDoesNotCoverLaterMessages() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer).acknowledge();
        assertReceives(consumer, "b");
        session.close();
        MessageConsumer next = session().createConsumer(queue);
        assertReceives(next, "b");
        assertNothingComes(next);
    }

    @Test
    @Section("6.2.10")
    void unacknowledgedMessageIsNotGivenToAnotherConsumer() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Message a = receive(session.createConsumer(queue));
        assertNothingComes(session().createConsumer(queue));
        a.acknowledge();
    }

    @Test
    @Section("6.2.10")
    void recoverStartsAgainWithTheFirstUnacknowledgedMessage() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c", "d");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer).acknowledge();
        assertReceives(consumer, "b", "c");
        session.recover();
        assertReceives(consumer, "b", "c", "d");
        session.recover();
        assertReceives(consumer, "b", "c", "d");
    }

    @Test
    @Section("6.2.10")
    void recoverSetsRedeliveredAndRaisesTheDeliveryCount() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals(1, receive(consumer).getIntProperty("JMSXDeliveryCount"));
        for (int count = 2; count <= 4; count++) {
            session.recover();
            Message again = receive(consumer);
            assertTrue(again.getJMSRedelivered());
            assertEquals(count, again.getIntProperty("JMSXDeliveryCount"));
        }
    }

    @Test
    @Section("4.2.8")
    void recoverWorksForANondurableSubscription() throws Exception {
        Topic topic = topic();
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(topic);
        send(topic, "a", "b");
        assertReceives(consumer, "a", "b");
        session.recover();
        Message again = receive(consumer);
        assertEquals("a", textOf(again));
        assertTrue(again.getJMSRedelivered());
        assertReceives(consumer, "b");
    }

    @Test
    @Section("6.2.10")
    void recoverInAutoModeRedeliversNothing() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session();
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        session.recover();
        assertNothingComes(consumer);
    }

    @Test
    @Section("3.4.7")
    void messageNotYetReceivedIsNotMarkedAsRedelivered() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        assertReceives(session.createConsumer(queue), "a");
        session.close();
        MessageConsumer next = session().createConsumer(queue);
        Message a = receive(next);
        Message b = receive(next);
        assertTrue(a.getJMSRedelivered());
        assertEquals("b", textOf(b));
        assertEquals(1, b.getIntProperty("JMSXDeliveryCount"));
        assertFalse(b.getJMSRedelivered());
    }

    @Test
    @Section("6.2.10")
    void listenerCanAcknowledgeInClientMode() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        ReceivedMessages inbox = new ReceivedMessages();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                message.acknowledge();
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
            inbox.onMessage(message);
        });
        assertEquals("a", inbox.nextText());
        assertEquals("b", inbox.nextText());
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("API: Message")
    void acknowledgeIsIgnoredInATransaction() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        receive(consumer).acknowledge();
        session.rollback();
        assertReceives(consumer, "a");
        session.commit();
    }

    @Test
    @Section("6.2.10")
    void eachRecoverRaisesTheDeliveryCountByOne() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        for (int delivery = 1; delivery <= 4; delivery++) {
            Message message = receive(consumer);
            assertEquals(delivery, message.getIntProperty("JMSXDeliveryCount"));
            assertEquals(delivery > 1, message.getJMSRedelivered());
            session.recover();
        }
    }

    @Test
    @Section("6.2.10")
    void recoverInDupsOkModeLosesNoMessage() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.DUPS_OK_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        session.recover();
        String next = receiveText(consumer);
        assertEquals("b", next.equals("a") ? receiveText(consumer) : next);
    }

    @Test
    @Section("6.2.10")
    void messageOfHigherPriorityMayComeBeforeARecoveredOne() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        desk().createProducer(queue).send(text("urgent"), DeliveryMode.PERSISTENT, 9, 0);
        session.recover();
        List<String> both = new ArrayList<>(receiveTexts(consumer, 2));
        Collections.sort(both);
        assertEquals(List.of("a", "urgent"), both);
    }
}
