package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.JMSContext;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The client identifier of a connection. */
@Section("6.1.2")
class ClientIdentifierTest extends ConformanceTest {

    @Test
    @Section("6.1.2")
    void getClientIdReturnsTheIdThatWasSet() throws Exception {
        String id = freshName();
        Connection connection = stoppedConnection();
        assertNull(connection.getClientID());
        connection.setClientID(id);
        assertEquals(id, connection.getClientID());
    }

    @Test
    @Section("6.1.2")
    void clientIdCannotBeSetAfterASessionWasMade() throws Exception {
        Connection connection = stoppedConnection();
        connection.createSession();
        assertThrows(IllegalStateException.class, () -> connection.setClientID(freshName()));
    }

    @Test
    @Section("6.1.2")
    void clientIdCannotBeSetAfterTheConnectionWasStarted() throws Exception {
        Connection connection = connection();
        assertThrows(IllegalStateException.class, () -> connection.setClientID(freshName()));
    }

    @Test
    @Section("6.1.2")
    void clientIdCannotBeSetTwice() throws Exception {
        String id = freshName();
        Connection connection = stoppedConnection();
        connection.setClientID(id);
        assertThrows(IllegalStateException.class, () -> connection.setClientID(freshName()));
        assertEquals(id, connection.getClientID());
    }

    @Test
    @Section("API: Connection")
    void clientIdInUseIsRefused() throws Exception {
        String id = freshName();
        connection(id);
        Connection second = stoppedConnection();
        assertThrows(InvalidClientIDException.class, () -> second.setClientID(id));
    }

    @Test
    @Section("6.1.2")
    void clientIdIsFreeAgainOnceItsConnectionIsClosed() throws Exception {
        String id = freshName();
        connection(id).close();
        assertEquals(id, connection(id).getClientID());
    }

    @Test
    @Section("6.1.2")
    void contextHasAClientIdToo() throws Exception {
        String id = freshName();
        JMSContext context = context();
        context.setClientID(id);
        assertEquals(id, context.getClientID());
        JMSContext second = context();
        assertThrows(InvalidClientIDRuntimeException.class, () -> second.setClientID(id));
    }

    @Test
    @Section("6.1.2")
    void clientIdOfAContextCannotBeSetAfterItWasUsed() throws Exception {
        JMSContext context = context();
        context.createConsumer(queue());
        assertThrows(IllegalStateRuntimeException.class, () -> context.setClientID(freshName()));
    }

    @Test
    @Section("API: Connection")
    void connectionThatWasRefusedAClientIdCanTakeAnother() throws Exception {
        String taken = freshName();
        String free = freshName();
        connection(taken);
        Connection second = stoppedConnection();
        assertThrows(InvalidClientIDException.class, () -> second.setClientID(taken));
        second.setClientID(free);
        assertEquals(free, second.getClientID());
    }
}
