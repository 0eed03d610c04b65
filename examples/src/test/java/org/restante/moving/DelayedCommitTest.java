package org.restante.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;

/** A delivery delay (section 7.9) in a transaction. */
class DelayedCommitTest extends MovedApplication {

    @Test
    void committedMessageComesAfterItsDelay() throws Exception {
        Session session = session(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(newName());
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(300);
        producer.send(session.createTextMessage("later"));
        MessageConsumer consumer = session.createConsumer(queue);
        assertNull(consumer.receiveNoWait());
        session.commit();
        assertEquals("later", next(consumer).getBody(String.class));
        session.commit();
    }
}
