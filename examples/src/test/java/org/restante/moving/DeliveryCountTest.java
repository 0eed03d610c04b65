package org.restante.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Only a message that an application was given counts as delivered (sections 3.5.11 and 6.2.10). */
class DeliveryCountTest extends MovedApplication {

    @Test
    void recoverCountsOnlyWhatWasReceived() throws Exception {
        String queue = newName();
        send(queue, "a", "b", "c");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        assertEquals("a1", counted(next(consumer)));
        session.recover();
        assertEquals(List.of("a2R", "b1", "c1"), nextCounted(consumer, 3));
    }

    @Test
    void recoverInAListenerCountsOnlyWhatWasReceivedAndKeepsTheOrder() throws Exception {
        String queue = newName();
        send(queue, "a", "b", "c");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        session.createConsumer(session.createQueue(queue)).setMessageListener(message -> {
            String counted = Checked.get(() -> counted(message));
            seen.add(counted);
            if (counted.equals("a1")) {
                Checked.run(session::recover);
            }
        });
        assertEquals("a1", seen.poll(10, TimeUnit.SECONDS));
        assertEquals("a2R", seen.poll(10, TimeUnit.SECONDS));
        assertEquals("b1", seen.poll(10, TimeUnit.SECONDS));
        assertEquals("c1", seen.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void endOfTheConnectionCountsOnlyWhatWasReceived() throws Exception {
        String queue = newName();
        send(queue, "a", "b", "c");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        assertEquals("a1", counted(next(session.createConsumer(session.createQueue(queue)))));
        connection.close();
        connect();
        Session other = session(Session.AUTO_ACKNOWLEDGE);
        assertEquals(List.of("a2R", "b1", "c1"), nextCounted(other.createConsumer(other.createQueue(queue)), 3));
    }

    @Test
    void messageOfAListenerThatThrewComesNextAndIsRedelivered() throws Exception {
        String queue = newName();
        send(queue, "a", "b");
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        session.createConsumer(session.createQueue(queue)).setMessageListener(message -> {
            String counted = Checked.get(() -> counted(message));
            seen.add(counted);
            if (counted.equals("a1") || counted.equals("a2R")) {
                throw new IllegalArgumentException("a failure of the application");
            }
        });
        for (String expected : List.of("a1", "a2R", "a3R", "b1")) {
            assertEquals(expected, seen.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void tenthReturnPutsAMessageIntoItsDeadLetterQueue() throws Exception {
        String queue = newName();
        send(queue, "a");
        Session session = session(Session.SESSION_TRANSACTED);
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            for (int i = 1; i <= 10; i++) {
                assertEquals(i, next(consumer).getIntProperty("JMSXDeliveryCount"));
                session.rollback();
            }
        }
        Session other = session(Session.AUTO_ACKNOWLEDGE);
        Message dead = next(other.createConsumer(other.createQueue("DLQ." + queue)));
        assertEquals("a", dead.getBody(String.class));
        assertEquals("queue:" + queue, dead.getStringProperty("JMS_RESTANTE_ORIGIN"));
    }
}
