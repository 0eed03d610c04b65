package org.restante.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A browser (section 4.1.6) shows what is not acknowledged, also what a consumer has fetched or received. */
class BrowsedMessagesTest extends MovedApplication {

    @Test
    void receivedMessageIsShownUntilItIsAcknowledged() throws Exception {
        String queue = newName();
        send(queue, "a", "b", "c");
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        var first = next(consumer);
        assertEquals(List.of("a", "b", "c"), waiting(queue));
        first.acknowledge();
        assertEquals(List.of("b", "c"), waiting(queue));
    }
}
