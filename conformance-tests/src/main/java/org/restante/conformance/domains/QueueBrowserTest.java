package org.restante.conformance.domains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
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

/** Looking at a queue without taking from it. */
@Section("4.1.6")
@SuppressWarnings("JdkObsolete") // the interface speaks Enumeration
class QueueBrowserTest extends ConformanceTest {

    @Test
    @Section("4.1.6")
    void browsingTakesNothingAway() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b", "c");
        assertEquals(List.of("a", "b", "c"), browse(session().createBrowser(queue)));
        assertEquals(List.of("a", "b", "c"), browse(session().createBrowser(queue)));
        assertReceives(session().createConsumer(queue), "a", "b", "c");
    }

    @Test
    @Section("4.1.6")
    void browsingIsNoDelivery() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        browse(session().createBrowser(queue));
        Message received = receive(session().createConsumer(queue));
        assertFalse(received.getJMSRedelivered());
        assertEquals(1, received.getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    @Section("4.1.6")
    void browserShowsWhatItsSelectorPicks() throws Exception {
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
    void browserTellsItsQueueAndSelector() throws Exception {
        Queue queue = queue();
        QueueBrowser browser = session().createBrowser(queue);
        assertEquals(queue.getQueueName(), browser.getQueue().getQueueName());
        assertNull(browser.getMessageSelector());
    }

    @Test
    @Section("4.1.6")
    void eachEnumerationLooksAnew() throws Exception {
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

    private static List<String> browse(QueueBrowser browser) throws Exception {
        List<String> texts = new ArrayList<>();
        Enumeration<?> messages = browser.getEnumeration();
        while (messages.hasMoreElements()) {
            texts.add(textOf((Message) messages.nextElement()));
        }
        return texts;
    }
}
