package org.restante.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a property is an identifier of the selector language (section 3.5.1); the name of a map's entry is any text. */
class PropertyNameTest extends MovedApplication {

    @ParameterizedTest
    @ValueSource(strings = {"trace-id", "trace.id", "trace id", "1st", "NULL"})
    void nameThatASelectorCannotUseIsRefusedWhereItIsSet(String name) throws Exception {
        Message message = session(Session.AUTO_ACKNOWLEDGE).createMessage();
        assertThrows(IllegalArgumentException.class, () -> message.setStringProperty(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace_id", "traceId", "größe", "_AMQ_DUPL_ID", "JMSXmine", "JMS_MINE"})
    void nameThatIsAnIdentifierArrives(String name) throws Exception {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue(newName());
        Message message = session.createMessage();
        message.setStringProperty(name, "x");
        session.createProducer(queue).send(message);
        assertEquals("x", next(session.createConsumer(queue, name + " = 'x'")).getStringProperty(name));
    }

    @Test
    void entriesOfAMapHaveAnyName() throws Exception {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue(newName());
        MapMessage message = session.createMapMessage();
        message.setString("trace-id", "x");
        message.setString("trace.id", "y");
        session.createProducer(queue).send(message);
        MapMessage received = (MapMessage) next(session.createConsumer(queue));
        assertEquals("x", received.getString("trace-id"));
        assertEquals("y", received.getString("trace.id"));
    }

    @Test
    void selectorOnANameWithADotIsRefused() throws Exception {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue(newName());
        assertThrows(InvalidSelectorException.class, () -> session.createConsumer(queue, "trace.id = 'x'"));
    }
}
