package org.restante.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.admin.Admin;
import org.restante.link.Settings;

/** What cannot be stored is refused by its send, or by the commit of its transaction, which then stores nothing. */
class RefusedCommitTest extends MovedApplication {

    @Test
    void sendToATemporaryQueueThatIsGoneIsRefused() throws Exception {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(null);
        Destination gone = goneReplyQueue();
        assertThrows(InvalidDestinationException.class, () -> producer.send(gone, session.createTextMessage("reply")));
    }

    @Test
    void commitOfASendToATemporaryQueueThatIsGoneRollsAllOfItBack() throws Exception {
        String queue = newName();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(null);
        producer.send(goneReplyQueue(), session.createTextMessage("reply"));
        producer.send(session.createQueue(queue), session.createTextMessage("order"));
        assertThrows(TransactionRolledBackException.class, session::commit);
        assertEquals(List.of(), waiting(queue));
    }

    @Test
    void sendToAFullQueueIsRefused() throws Exception {
        String queue = queueForTwo();
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(queue));
        send(queue, "a", "b");
        assertThrows(ResourceAllocationException.class, () -> producer.send(session.createTextMessage("c")));
    }

    @Test
    void commitOfMoreThanAFullQueueTakesRollsAllOfItBack() throws Exception {
        String full = queueForTwo();
        String queue = newName();
        Session session = session(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(null);
        producer.send(session.createQueue(queue), session.createTextMessage("order"));
        for (int i = 0; i < 3; i++) {
            producer.send(session.createQueue(full), session.createTextMessage("item"));
        }
        assertThrows(TransactionRolledBackException.class, session::commit);
        assertEquals(List.of(), waiting(queue));
        assertEquals(List.of(), waiting(full));
    }

    private static String queueForTwo() {
        String queue = newName();
        try (Admin admin = Admin.connect(URI)) {
            admin.configure("queue:" + queue, Settings.of(Map.of("maxMessages", "2", "whenFull", "refuse")));
        }
        return queue;
    }

    /** A requester's temporary queue, as a replier knows it after the requester has gone. */
    private Destination goneReplyQueue() throws JMSException {
        try (Connection requester = factory.createConnection()) {
            return requester.createSession().createTemporaryQueue();
        }
    }
}
