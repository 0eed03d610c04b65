package org.restante.jms.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.XASession;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.restante.jms.RestanteQueue;
import org.restante.jms.failure.ExceptionReports;
import org.restante.link.BranchRequest;
import org.restante.link.Event;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/** A connection whose link has ended: each call that promises something fails at once, and makes no request. */
final class LostConnectionTest {

    private static final Queue QUEUE = new RestanteQueue("orders");

    private final ScriptedLink link = new ScriptedLink();

    private Map<String, Executable> calls(JmsConnection connection, Session automatic, Session transacted)
            throws Exception {
        MessageConsumer consumer = automatic.createConsumer(QUEUE);
        MessageProducer producer = automatic.createProducer(QUEUE);
        MessageProducer later = transacted.createProducer(QUEUE);
        Session client = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer acknowledging = client.createConsumer(QUEUE);
        link.deliver(link.consumer(), "tea");
        Message received = acknowledging.receive(1000);
        assertNotNull(received);
        Message message = automatic.createMessage();
        producer.setDeliveryMode(jakarta.jms.DeliveryMode.NON_PERSISTENT);
        producer.send(message); // so that the next one would not wait for its answer
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("createSession", connection::createSession);
        calls.put("start", connection::start);
        calls.put("createConnectionConsumer", () -> connection.createConnectionConsumer(QUEUE, null, () -> null, 1));
        calls.put("createProducer", () -> automatic.createProducer(QUEUE));
        calls.put("createConsumer", () -> automatic.createConsumer(QUEUE));
        calls.put("createBrowser", () -> automatic.createBrowser(QUEUE));
        calls.put("createTemporaryQueue", automatic::createTemporaryQueue);
        calls.put("unsubscribe", () -> automatic.unsubscribe("s"));
        calls.put("recover", automatic::recover);
        calls.put("setMessageListener", () -> consumer.setMessageListener(any -> {}));
        calls.put("Session.setMessageListener", () -> client.setMessageListener(any -> {}));
        calls.put("receive", consumer::receive);
        calls.put("receiveNoWait", consumer::receiveNoWait);
        calls.put("send", () -> producer.send(message));
        calls.put("send of a transaction", () -> later.send(message));
        calls.put("rollback", transacted::rollback);
        calls.put("acknowledge", received::acknowledge);
        return calls;
    }

    @Test
    void eachCallThatPromisesSomethingFailsAtOnce() throws Exception {
        JmsConnection connection = link.connection();
        connection.setExceptionListener(any -> {});
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        Map<String, Executable> calls = calls(connection, connection.createSession(), transacted);
        link.end("the server is gone");
        int before = link.requests(Request.class).size();
        calls.forEach((name, call) -> {
            JMSException thrown = assertThrows(JMSException.class, call, name);
            assertEquals(Problem.CLOSED.name(), thrown.getErrorCode(), name);
            assertTrue(thrown.getMessage().contains("the server is gone"), name + ": " + thrown.getMessage());
        });
        assertEquals(before, link.requests(Request.class).size());
    }

    @Test
    void commitBegunAfterTheLossIsKnownToBeRolledBack() throws Exception {
        Session session = link.connection().createSession(Session.SESSION_TRANSACTED);
        session.createProducer(QUEUE).send(session.createMessage());
        link.end("the server is gone");
        assertThrows(TransactionRolledBackException.class, session::commit);
        assertEquals(List.of(), link.requests(Request.Commit.class));
    }

    @Test
    void commitThatIsRefusedJustBeforeTheLossIsKnownToBeRolledBack() throws Exception {
        Session session = link.connection().createSession(Session.SESSION_TRANSACTED);
        session.createProducer(QUEUE).send(session.createMessage());
        link.refuse(Request.Commit.class, Problem.RESOURCE_LIMIT, "full");
        link.refuse(Request.Recover.class, Problem.CLOSED, "gone");
        assertThrows(TransactionRolledBackException.class, session::commit);
    }

    @Test
    void transactionOfARenewedAndThenLostConnectionIsKnownToBeRolledBack() throws Exception {
        Session session = link.connection().createSession(Session.SESSION_TRANSACTED);
        session.createProducer(QUEUE).send(session.createMessage());
        link.send(new Event.Renewed(List.of(), Map.of()));
        link.end("the server is gone");
        assertThrows(TransactionRolledBackException.class, session::commit);
    }

    @Test
    void commitThatTheLinkDidNotSendIsKnownToBeRolledBackAndAnotherIsNot() throws Exception {
        Session session = link.connection().createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(QUEUE);
        link.answer(Request.Commit.class, any -> Reply.Refused.unsent("gone before"));
        producer.send(session.createMessage());
        assertThrows(TransactionRolledBackException.class, session::commit);
        link.refuse(Request.Commit.class, Problem.CLOSED, "gone after");
        producer.send(session.createMessage());
        JMSException unknown = assertThrows(JMSException.class, session::commit);
        assertEquals(JMSException.class, unknown.getClass());
        assertTrue(unknown.getMessage().contains("not known"), unknown.getMessage());
    }

    @Test
    void branchOfALostConnectionIsRolledBackAndNoneIsStarted() throws Exception {
        XASession session = link.distributed().createXASession();
        XAResource resource = session.getXAResource();
        TestXid branch = new TestXid(1);
        resource.start(branch, XAResource.TMNOFLAGS);
        session.createProducer(QUEUE).send(session.createMessage());
        resource.end(branch, XAResource.TMSUCCESS);
        link.end("the server is gone");
        assertCode(XAException.XA_RBCOMMFAIL, () -> resource.prepare(branch));
        assertCode(XAException.XAER_RMFAIL, () -> resource.start(new TestXid(2), XAResource.TMNOFLAGS));
    }

    /** A second request of its own would find no branch, and the transaction manager would take it for lost. */
    @Test
    void commitOfABranchWhoseReplyIsLostIsNotRepeatedByTheResource() throws Exception {
        XAResource resource = link.distributed().createXASession().getXAResource();
        link.answer(BranchRequest.Prepared.class, any -> new Reply.Branches(List.of()));
        resource.recover(XAResource.TMSTARTRSCAN);
        link.refuse(BranchRequest.CommitPrepared.class, Problem.CLOSED, "gone after");
        XAException unknown = assertThrows(XAException.class, () -> resource.commit(new TestXid(1), false));
        assertEquals(XAException.XAER_RMFAIL, unknown.errorCode);
        assertTrue(unknown.getMessage().contains("gone after"), unknown.getMessage());
        assertEquals(1, link.requests(BranchRequest.CommitPrepared.class).size());
    }

    private static void assertCode(int code, Executable call) {
        assertEquals(code, assertThrows(XAException.class, call).errorCode);
    }

    @Test
    void lossWithoutAnExceptionListenerIsOneLineAndTheStackTraceIsForDebugging() throws Exception {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                String text = record.getMessage() + Arrays.toString(record.getParameters()) + record.getThrown();
                if (text.contains("lost for the log")) { // connections of other tests log here, too
                    records.add(record);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ExceptionReports.class.getName());
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        try {
            link.connection();
            link.end("lost for the log");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> records.size() == 2);
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
            logger.setUseParentHandlers(true);
        }
        LogRecord warning = records.get(0);
        assertEquals(Level.WARNING, warning.getLevel());
        assertNull(warning.getThrown());
        assertEquals(Level.FINE, records.get(1).getLevel());
        assertInstanceOf(JMSException.class, records.get(1).getThrown());
    }
}
