package org.restante.conformance.domains;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The delivery of messages of a queue to its consumers. */
@Section("4.1")
class QueueTest extends ConformanceTest {

    @Test
    @Section("4.1.2")
    void eachMessageGoesToOneOfTheConsumers() throws Exception {
        Queue queue = queue();
        var seen = new ConcurrentLinkedQueue<String>();
        for (int i = 0; i < 3; i++) {
            session().createConsumer(queue).setMessageListener(message -> seen.add(correlationOf(message)));
        }
        Set<String> sent = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            TextMessage message = text("m");
            message.setJMSCorrelationID("c" + i);
            send(queue, message);
            sent.add("c" + i);
        }
        soon().until(() -> seen.size() >= 60);
        assertEquals(sent, new TreeSet<>(seen));
        assertEquals(60, seen.size());
    }

    @Test
    @Section("4.1.8")
    void messagesWaitForAConsumer() throws Exception {
        Queue queue = queue();
        send(queue, "a", "b");
        assertReceives(session().createConsumer(queue), "a", "b");
    }

    @Test
    @Section("4.1.2")
    void messagesThatAreNotSelectedStayOnTheQueue() throws Exception {
        Queue queue = queue();
        TextMessage red = text("red");
        red.setStringProperty("color", "red");
        TextMessage blue = text("blue");
        blue.setStringProperty("color", "blue");
        send(queue, red);
        send(queue, blue);
        MessageConsumer wantsBlue = session().createConsumer(queue, "color = 'blue'");
        assertReceives(wantsBlue, "blue");
        assertNothingComes(wantsBlue);
        assertReceives(session().createConsumer(queue), "red");
    }

    @Test
    @Section("4.1.2")
    void selectedMessagesKeepTheirOrder() throws Exception {
        Queue queue = queue();
        for (int i = 0; i < 10; i++) {
            TextMessage message = text("m" + i);
            message.setIntProperty("half", i % 2);
            send(queue, message);
        }
        assertReceives(session().createConsumer(queue, "half = 1"), "m1", "m3", "m5", "m7", "m9");
        assertReceives(session().createConsumer(queue, "half = 0"), "m0", "m2", "m4", "m6", "m8");
    }

    @Test
    @Section("6.2.11")
    void acknowledgedMessageIsNotDeliveredAgain() throws Exception {
        Queue queue = queue();
        send(queue, "a");
        var session = session();
        assertReceives(session.createConsumer(queue), "a");
        session.close();
        assertNothingComes(session().createConsumer(queue));
    }

    @Test
    @Section("4.1.4")
    void queueObjectOfTheSameNameIsTheSameQueue() throws Exception {
        Queue queue = queue();
        Queue same = session().createQueue(queue.getQueueName());
        assertEquals(queue.getQueueName(), same.getQueueName());
        send(same, "a");
        assertReceives(session().createConsumer(queue), "a");
    }

    private static String correlationOf(Message message) {
        try {
            return message.getJMSCorrelationID();
        } catch (JMSException e) {
            return e.toString();
        }
    }
}
