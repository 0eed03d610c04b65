package org.restante.conformance.domains;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Capability;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Needs;
import org.restante.conformance.Section;

/** Browsing a queue without removing its messages. */
@Section("4.1.6")
@SuppressWarnings("JdkObsolete") // QueueBrowser returns an Enumeration
class QueueBrowserTest extends ConformanceTest {

    @Test
    @Section("4.1.6")
    void browsingRemovesNoMessage() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        assertEquals(List.of("a", "b", "c"), browse(session().createBrowser(queue)));
        assertEquals(List.of("a", "b", "c"), browse(session().createBrowser(queue)));
        assertReceives(session().createConsumer(queue), "a", "b", "c");
    }

    @Test
    @Section("4.1.6")
    void browsingDoesNotCountAsADelivery() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        browse(session().createBrowser(queue));
        Message received = receive(session().createConsumer(queue));
        assertFalse(received.getJMSRedelivered());
        assertEquals(1, received.getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    @Section("4.1.6")
    void browserShowsOnlySelectedMessages() throws Exception {
        Queue queue = queue();
        for (int i = 0; i < 4; i++) {
            TextMessage message = text("m" + i);
            message.setIntProperty("i", i);
            send(queue, message);
        }
        QueueBrowser browser = session().createBrowser(queue, "i > 1");
        assertEquals("i > 1", browser.getMessageSelector());
        assertEquals(List.of("m2", "m3"), browse(browser));
    }

    @Test
    @Section("4.1.6")
    void emptyQueueHasNothingToBrowse() throws Exception {
        Enumeration<?> messages = session().createBrowser(queue()).getEnumeration();
        assertFalse(messages.hasMoreElements());
        assertThrows(NoSuchElementException.class, messages::nextElement);
    }

    @Test
    @Section("4.1.6")
    void browserReturnsItsQueueAndSelector() throws Exception {
        Queue queue = queue();
        QueueBrowser browser = session().createBrowser(queue);
        assertEquals(queue.getQueueName(), browser.getQueue().getQueueName());
        assertNull(browser.getMessageSelector());
    }

    @Test
    @Section("4.1.6")
    void eachEnumerationShowsTheMessagesThatWaitNow() throws Exception {
        Queue queue = queue();
        QueueBrowser browser = session().createBrowser(queue);
        assertEquals(List.of(), browse(browser));
        send(queue, "a");
        assertEquals(List.of("a"), browse(browser));
    }

    @Test
    @Section("4.1.6")
    void browsedMessageIsReadable() throws Exception {
        Queue queue = queue();
        TextMessage sent = text("a");
        sent.setStringProperty("p", "x");
        sent.setJMSType("t");
        send(queue, sent);
        Enumeration<?> messages = session().createBrowser(queue).getEnumeration();
        Message browsed = (Message) messages.nextElement();
        assertEquals(sent.getJMSMessageID(), browsed.getJMSMessageID());
        assertEquals("x", browsed.getStringProperty("p"));
        assertEquals("t", browsed.getJMSType());
    }

    @Test
    @Section("4.1.6")
    @Needs(Capability.DELIVERY_DELAY)
    void messageIsNotBrowsedBeforeItsDeliveryTime() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        producer.setDeliveryDelay(60_000);
        producer.send(text("later"));
        producer.setDeliveryDelay(0);
        producer.send(text("now"));
        assertEquals(List.of("now"), browse(session().createBrowser(queue)));
    }

    @Test
    @Section("6.2.7")
    void uncommittedMessageIsNotBrowsed() throws Exception {
        Queue queue = queue();
        Session session = session(Session.SESSION_TRANSACTED);
        session.createProducer(queue).send(text("pending"));
        assertEquals(List.of(), browse(session().createBrowser(queue)));
        session.commit();
        assertEquals(List.of("pending"), browse(session().createBrowser(queue)));
    }

    @Test
    @Section("10.3")
    void browserNeedsAQueue() throws Exception {
        Session session = session();
        assertThrows(InvalidDestinationException.class, () -> session.createBrowser(null));
    }

    @Test
    @Section("6.2.15")
    void browserOfAClosedSessionCannotBeUsed() throws Exception {
        Session session = session();
        QueueBrowser browser = session.createBrowser(queue());
        session.close();
        assertThrows(IllegalStateException.class, browser::getEnumeration);
        browser.close();
    }

    @Test
    @Section("4.1.6")
    void browserShowsAllMessagesOfALongQueue() throws Exception {
        Queue queue = queue();
        List<String> names = sendMany(queue, 4_000);
        assertEquals(names, browse(session().createBrowser(queue)));
        assertEquals(
                List.of("m3", "m2003", "m3999"), browse(session().createBrowser(queue, "i IN ('3', '2003', '3999')")));
        assertReceives(session().createConsumer(queue), "m0", "m1");
    }

    @Test
    @Section("4.1.6")
    void browsingEndsAlthoughMessagesKeepArriving() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        Enumeration<?> messages = session().createBrowser(queue).getEnumeration();
        List<String> seen = new ArrayList<>();
        while (messages.hasMoreElements() && seen.size() < 100) {
            seen.add(textOf((Message) messages.nextElement()));
            if (seen.size() <= 10) {
                send(queue, "again");
            }
        }
        assertEquals(List.of("a", "b"), seen.subList(0, 2));
        assertFalse(messages.hasMoreElements());
    }

    @Test
    @Section("4.1.6")
    void browserShowsTheOrderOfDelivery() throws Exception {
        Queue queue = queue();
        MessageProducer producer = desk().createProducer(queue);
        producer.send(text("normal"), DeliveryMode.PERSISTENT, 4, 0);
        producer.send(text("urgent"), DeliveryMode.PERSISTENT, 9, 0);
        List<String> browsed = browse(session().createBrowser(queue));
        assertEquals(browsed, receiveTexts(session().createConsumer(queue), 2));
    }

    @Test
    @Section("API: QueueBrowser")
    void browserCanBeClosedTwice() throws Exception {
        QueueBrowser browser = session().createBrowser(queue());
        browser.close();
        assertDoesNotThrow(browser::close);
    }

    @Test
    @Section("4.1.6")
    void contextCreatesBrowsers() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        assertEquals(List.of("a", "b"), browse(context().createBrowser(queue)));
        assertEquals(
                List.of("b"),
                browse(context().createBrowser(queue, "JMSPriority = 4")).subList(1, 2));
    }

    @Test
    @Section("10.3")
    void deletedTemporaryQueueIsNotBrowsed() throws Exception {
        Session session = session();
        TemporaryQueue queue = session.createTemporaryQueue();
        assertEquals(List.of(), browse(session.createBrowser(queue)));
        queue.delete();
        assertThrows(InvalidDestinationException.class, () -> browse(session.createBrowser(queue)));
    }

    private List<String> sendMany(Queue queue, int count) throws Exception {
        List<String> names = new ArrayList<>();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < count; i++) {
            TextMessage message = session.createTextMessage("m" + i);
            message.setStringProperty("i", String.valueOf(i));
            producer.send(message);
            names.add("m" + i);
        }
        session.commit();
        return names;
    }

    private static List<String> browse(QueueBrowser browser) throws Exception {
        List<String> texts = new ArrayList<>();
        Enumeration<?> messages = browser.getEnumeration();
        while (messages.hasMoreElements()) {
            texts.add(textOf((Message) messages.nextElement()));
        }
        return texts;
    }
}
