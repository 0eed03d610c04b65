package org.restante.transaction;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.TestBroker;

/** Calls on a thread that is interrupted (docs/decisions/0030-interrupts.md). */
@ParameterizedClass
@ValueSource(strings = {"vm", "tcp"})
final class InterruptedThreadTest {

    private static final long SOON = 20_000;

    @RegisterExtension
    private final TestBroker broker;

    InterruptedThreadTest(String scheme) {
        broker = TestBroker.inMemory().reachedBy(scheme);
    }

    /** Makes a call on this thread, interrupted; checks that it is interrupted afterwards, and clears that. */
    private static void interrupted(String name, Executable call) {
        Thread.currentThread().interrupt();
        try {
            assertDoesNotThrow(call, name);
        } finally {
            assertTrue(Thread.interrupted(), name + " leaves the flag set");
        }
    }

    private static Message receive(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(SOON);
        assertNotNull(message, "no message came");
        return message;
    }

    @Test
    void eachRequestIsDoneAndTheFlagStays() throws Exception {
        Connection connection = broker.connection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue("q");
        MessageProducer producer = session.createProducer(queue);
        MessageProducer later = transacted.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("send", () -> producer.send(session.createTextMessage("a")));
        calls.put("send in a transaction", () -> later.send(transacted.createTextMessage("b")));
        calls.put("commit", transacted::commit);
        calls.put("rollback", transacted::rollback);
        calls.put("browse", () -> session.createBrowser(queue).getEnumeration().hasMoreElements());
        calls.put("create a temporary queue", session::createTemporaryQueue);
        calls.put(
                "create and close a consumer",
                () -> session.createConsumer(session.createQueue("other")).close());
        calls.forEach(InterruptedThreadTest::interrupted);
        assertEquals("a", receive(consumer).getBody(String.class));
        interrupted("recover", session::recover);
        assertEquals("a", receive(consumer).getBody(String.class));
        Message last = receive(consumer);
        assertEquals("b", last.getBody(String.class));
        interrupted("acknowledge", last::acknowledge);
        interrupted("close", session::close);
        assertNull(transacted.createConsumer(queue).receiveNoWait());
    }

    @Test
    void receiveReturnsWhatIsThereAndEndsWhereItWouldWait() throws Exception {
        Connection connection = broker.connection();
        Session session = connection.createSession();
        Queue queue = session.createQueue("q");
        MessageConsumer consumer = session.createConsumer(queue);
        session.createProducer(queue).send(session.createTextMessage("a"));
        session.createProducer(queue).send(session.createTextMessage("b"));
        receive(consumer);
        interrupted("receiveNoWait", () -> assertNotNull(consumer.receiveNoWait()));
        Thread.currentThread().interrupt();
        JMSException thrown = assertThrows(JMSException.class, consumer::receive);
        assertTrue(Thread.interrupted());
        assertEquals("INTERRUPTED", thrown.getErrorCode());
    }
}
