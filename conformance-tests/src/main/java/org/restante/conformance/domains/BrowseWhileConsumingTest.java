package org.restante.conformance.domains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.ReceivedMessages;
import org.restante.conformance.Section;

/**
 * Browsing a queue whose messages are received meanwhile. Whether an enumeration shows such changes is left to the provider; but it
 * takes no message away, holds none back, and shows each waiting message in its order.
 */
@Section("4.1.6")
@SuppressWarnings("JdkObsolete") // QueueBrowser returns an Enumeration
class BrowseWhileConsumingTest extends ConformanceTest {

    private static List<String> rest(Enumeration<?> messages) throws Exception {
        List<String> texts = new ArrayList<>();
        while (messages.hasMoreElements()) {
            texts.add(textOf((Message) messages.nextElement()));
        }
        return texts;
    }

    private static List<String> browse(Session session, Queue queue) throws Exception {
        try (QueueBrowser browser = session.createBrowser(queue)) {
            return rest(browser.getEnumeration());
        }
    }

    @Test
    @Section("4.1.6")
    void messageUnderTheBrowserCanBeReceived() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        Enumeration<?> messages = session().createBrowser(queue).getEnumeration();
        assertEquals("a", textOf((Message) messages.nextElement()));
        MessageConsumer consumer = session().createConsumer(queue);
        assertReceives(consumer, "a", "b", "c");
        List<String> left = rest(messages);
        assertTrue(List.of("b", "c").containsAll(left), left::toString);
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section("4.1.6")
    void openBrowserHoldsNoMessageBack() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Enumeration<?> messages = session().createBrowser(queue).getEnumeration();
        assertTrue(messages.hasMoreElements());
        ReceivedMessages inbox = new ReceivedMessages();
        session().createConsumer(queue).setMessageListener(inbox);
        assertEquals("a", inbox.nextText());
        assertEquals("b", inbox.nextText());
        send(queue, "c");
        assertEquals("c", inbox.nextText());
    }

    @Test
    @Section("4.1.6")
    void sessionBrowsesAndReceivesInTurn() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        Session session = session();
        assertEquals(List.of("a", "b", "c"), browse(session, queue));
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            assertReceives(consumer, "a");
        }
        assertEquals(List.of("b", "c"), browse(session, queue));
        assertReceives(session.createConsumer(queue), "b", "c");
    }

    @Test
    @Section("4.1.6")
    void manyMessagesAreReceivedOnceEachWhileTheyAreBrowsed() throws Exception {
        Queue queue = queue();
        Session sender = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = sender.createProducer(queue);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            producer.send(sender.createTextMessage("m" + i));
            sent.add("m" + i);
        }
        sender.commit();
        Session browsing = session();
        AtomicBoolean over = new AtomicBoolean();
        var browser = inBackground(() -> {
            List<String> seen = List.of();
            while (!over.get()) {
                seen = browse(browsing, queue);
                assertEquals(sent.stream().filter(seen::contains).toList(), seen, "browsed out of order, or twice");
            }
            return seen;
        });
        MessageConsumer consumer = session().createConsumer(queue);
        assertEquals(sent, receiveTexts(consumer, 500));
        over.set(true);
        browser.result();
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Section({"4.1.6", "6.2.7"})
    void rolledBackMessageIsBrowsedAgainInItsPlace() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(queue);
        assertReceives(consumer, "a");
        session.rollback();
        session.close();
        Session browsing = session();
        soon().until(() -> browse(browsing, queue).equals(List.of("a", "b")));
    }

    @Test
    @Section({"4.1.6", "6.2.7"})
    void browsingIsNotAPartOfATransaction() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session(Session.SESSION_TRANSACTED);
        assertEquals(List.of("a"), browse(session, queue));
        session.commit();
        assertEquals(List.of("a"), browse(session, queue));
        session.rollback();
        Message received = receive(session.createConsumer(queue));
        assertFalse(received.getJMSRedelivered());
        session.commit();
        assertEquals(List.of(), browse(session, queue));
    }

    @Test
    @Section({"4.1.6", "6.2.10"})
    void browsingIsNotAPartOfAnAcknowledgement() throws Exception {
        Queue queue = queue();
        Queue other = queue();
        send(queue, "a");
        send(other, "b");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        assertEquals(List.of("a"), browse(session, queue));
        receive(session.createConsumer(other)).acknowledge();
        session.recover();
        session.close();
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("4.1.6")
    void changeOfABrowsedMessageDoesNotChangeTheMessageOfTheQueue() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Message browsed =
                (Message) session().createBrowser(queue).getEnumeration().nextElement();
        browsed.setJMSType("changed");
        browsed.clearBody();
        browsed.clearProperties();
        Message received = receive(session().createConsumer(queue));
        assertEquals("a", textOf(received));
        assertNull(received.getJMSType());
    }

    @Test
    @Section("4.1.6")
    void browserThatIsClosedInTheMiddleTakesNothing() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        QueueBrowser browser = session().createBrowser(queue);
        assertEquals("a", textOf((Message) browser.getEnumeration().nextElement()));
        browser.close();
        assertReceives(session().createConsumer(queue), "a", "b", "c");
    }

    @Test
    @Section("4.1.6")
    void twoBrowsersAreIndependent() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Session session = session();
        Enumeration<?> one = session.createBrowser(queue).getEnumeration();
        Enumeration<?> two = session.createBrowser(queue).getEnumeration();
        assertEquals("a", textOf((Message) one.nextElement()));
        assertEquals(List.of("a", "b"), rest(two));
        assertEquals(List.of("b"), rest(one));
    }

    @Test
    @Section("4.1.6")
    void selectorOfABrowserDoesNotLimitAConsumer() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        Session session = session();
        Enumeration<?> none = session.createBrowser(queue, "p = 1").getEnumeration();
        assertFalse(none.hasMoreElements());
        assertReceives(session.createConsumer(queue), "a");
    }
}
