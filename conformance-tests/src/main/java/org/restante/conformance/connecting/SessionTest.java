package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Creating sessions, and the calls that each mode refuses. */
@Section("6.2")
class SessionTest extends ConformanceTest {

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Section("6.2")
    void sessionHasTheModeItWasMadeWith(int mode) throws Exception {
        Connection connection = stoppedConnection();
        for (Session session : new Session[] {connection.createSession(mode), connection.createSession(false, mode)}) {
            assertEquals(mode, session.getAcknowledgeMode());
            assertFalse(session.getTransacted());
        }
    }

    @Test
    @Section("6.2")
    void transactedSessionHasAModeOfItsOwn() throws Exception {
        Connection connection = stoppedConnection();
        Session[] sessions = {
            connection.createSession(Session.SESSION_TRANSACTED),
            connection.createSession(true, Session.SESSION_TRANSACTED),
            connection.createSession(true, Session.CLIENT_ACKNOWLEDGE)
        };
        for (Session session : sessions) {
            assertTrue(session.getTransacted());
            assertEquals(Session.SESSION_TRANSACTED, session.getAcknowledgeMode());
        }
    }

    @Test
    @Section("API: Connection")
    void sessionWithoutAModeIsInAutoMode() throws Exception {
        Session session = stoppedConnection().createSession();
        assertEquals(Session.AUTO_ACKNOWLEDGE, session.getAcknowledgeMode());
        assertFalse(session.getTransacted());
    }

    @Test
    @Section("API: Connection")
    void unknownModeIsRefused() throws Exception {
        Connection connection = stoppedConnection();
        assertThrows(JMSException.class, () -> connection.createSession(-77));
        assertThrows(JMSException.class, () -> connection.createSession(false, -77));
    }

    @Test
    @Section("10.3")
    void onlyATransactedSessionCommitsAndRollsBack() throws Exception {
        Session session = session();
        assertThrows(IllegalStateException.class, session::commit);
        assertThrows(IllegalStateException.class, session::rollback);
    }

    @Test
    @Section("API: Session")
    void transactedSessionDoesNotRecover() throws Exception {
        Session session = session(Session.SESSION_TRANSACTED);
        assertThrows(IllegalStateException.class, session::recover);
    }

    @Test
    @Section("10.3")
    void consumerNeedsADestination() throws Exception {
        Session session = session();
        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(null));
        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(null, "p = 1"));
    }

    @Test
    @Section("6.2.3")
    void destinationObjectsCarryTheirNames() throws Exception {
        Session session = session();
        assertEquals("some.queue", session.createQueue("some.queue").getQueueName());
        assertEquals("some.topic", session.createTopic("some.topic").getTopicName());
    }

    @Test
    @Section("6.2.15")
    void closingASessionLeavesTheOthersOpen() throws Exception {
        Connection connection = connection();
        Session one = connection.createSession();
        Session two = connection.createSession();
        var queue = queue();
        one.close();
        two.createProducer(queue).send(two.createTextMessage("a"));
        assertReceives(two.createConsumer(queue), "a");
    }

    @Test
    @Section("6.2.1")
    void sessionServesSeveralProducersAndConsumers() throws Exception {
        Session session = session();
        List<Queue> queues = new ArrayList<>();
        List<MessageConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Queue queue = queue();
            queues.add(queue);
            consumers.add(session.createConsumer(queue));
        }
        for (Queue queue : queues) {
            session.createProducer(queue).send(text(queue.getQueueName()));
        }
        for (int i = 0; i < queues.size(); i++) {
            assertReceives(consumers.get(i), queues.get(i).getQueueName());
        }
    }
}
